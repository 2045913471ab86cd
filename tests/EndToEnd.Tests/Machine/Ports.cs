using System.Net;
using System.Net.Sockets;

namespace Damon.EndToEnd.Tests.Machine;

/// <summary>TCP ports of the loopback address.</summary>
internal static class Ports
{
    /// <summary>One that nobody listens on.</summary>
    public static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
