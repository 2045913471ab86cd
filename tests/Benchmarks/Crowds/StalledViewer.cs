using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace Damon.Benchmarks.Crowds;

/// <summary>A browser that watches a session, stops reading, and stays: it goes on saying that it lives.</summary>
internal static class StalledViewer
{
    private const char EndOfMessage = (char)0x1e;
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>Stays until told to end.</summary>
    /// <returns>Whether the server has kept the connection all the time.</returns>
    public static async Task<bool> StayAsync(PublishedStack stack, string session, CancellationToken end)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = static async (context, cancellation) =>
            {
                // As little as the kernel allows is taken on its behalf.
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 };
                await socket.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        using var webSocket = new ClientWebSocket();
        webSocket.Options.SetRequestHeader("Authorization", "Bearer " + PublishedStack.Token);
        try
        {
            await webSocket.ConnectAsync(new Uri($"ws://{stack.Address.Authority}/hubs/monitor"), new HttpMessageInvoker(handler), end);
            await SendAsync("""{"protocol":"json","version":1}""");
            await SendAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{session}}"]}""");
            while (true)
            {
                await Task.Delay(SignOfLife, end);
                await SendAsync("""{"type":6}""");
            }
        }
        catch (OperationCanceledException)
        {
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }

        Task SendAsync(string message) => webSocket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, true, end);
    }
}
