using System.Net;

namespace Damon.Server.Configuration;

/// <summary>One address to listen on.</summary>
/// <param name="Text">As it was given.</param>
/// <param name="Host">Host part: an IP address, <c>localhost</c>, or <c>*</c> for every interface.</param>
/// <param name="Port">TCP port; 0 lets the kernel choose.</param>
/// <param name="IsHttps">Whether TLS is spoken.</param>
internal sealed record ListenAddress(string Text, string Host, int Port, bool IsHttps)
{
    /// <summary>The address to bind; null for <c>localhost</c> and for every interface.</summary>
    public IPAddress? Address => IPAddress.TryParse(Host, out var address) ? address : null;

    /// <summary>Whether only this host can reach it.</summary>
    public bool IsLoopback => Host == "localhost" || Address is { } address && IPAddress.IsLoopback(address);

    /// <summary>Reads <c>http://host:port</c>. Null when it is not that.</summary>
    public static ListenAddress? TryParse(string text)
    {
        // "*" and "+" are no host names to Uri, but everybody who knows Kestrel writes them.
        var readable = text.Trim().Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps)
            || uri.PathAndQuery != "/")
        {
            return null;
        }

        var host = uri.HostNameType switch
        {
            UriHostNameType.IPv4 => uri.Host,
            UriHostNameType.IPv6 => uri.Host.Trim('[', ']'),
            _ when uri.Host == "localhost" => "localhost",
            _ => null,
        };
        return host is null ? null : new ListenAddress(text.Trim(), host, uri.Port, uri.Scheme == Uri.UriSchemeHttps);
    }
}
