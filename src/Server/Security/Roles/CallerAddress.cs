using System.Net;

namespace Damon.Server.Security.Roles;

/// <summary>From where a call comes.</summary>
internal static class CallerAddress
{
    private const int NetworkBytes = 8;

    /// <summary>The address, as text.</summary>
    public static string Of(HttpContext context) => Ip(context)?.ToString() ?? "this host";

    /// <summary>Whose failures count together: an address, or of IPv6 the network of 64 bits that one household or machine has.</summary>
    public static string Network(HttpContext context)
    {
        if (Ip(context) is not { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 } address || IPAddress.IsLoopback(address))
        {
            return Of(context);
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return new IPAddress(bytes) + "/64";
    }

    private static IPAddress? Ip(HttpContext context)
        => context.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : context.Connection.RemoteIpAddress;
}
