using System.Net.Sockets;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Sampler.Link;

/// <summary>A SignalR connection through a Unix domain socket.</summary>
internal static class UnixSocketHub
{
    /// <summary>The hub's path on the server.</summary>
    public const string HubPath = "/hubs/sampler";

    /// <summary>A connection that has not been started; MessagePack, no automatic reconnect.</summary>
    public static HubConnection Build(string socketPath)
    {
        var builder = new HubConnectionBuilder().WithUrl("http://localhost" + HubPath, options => Configure(options, socketPath));
        builder.AddMessagePackProtocol();
        return builder.Build();
    }

    private static void Configure(HttpConnectionOptions options, string socketPath)
    {
        // WebSockets without negotiation: one connection, so that the server knows the socket's peer.
        options.Transports = HttpTransportType.WebSockets;
        options.SkipNegotiation = true;
        // The handler alone is not enough: without a factory the web socket would go to TCP port 80.
        options.WebSocketFactory = async (context, cancel) =>
        {
            var socket = new ClientWebSocket();
            try
            {
                using var invoker = new HttpMessageInvoker(NewHandler(socketPath));
                await socket.ConnectAsync(context.Uri, invoker, cancel);
                return socket;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
    }

    private static SocketsHttpHandler NewHandler(string socketPath) => new()
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(socketPath), cancel);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };
}
