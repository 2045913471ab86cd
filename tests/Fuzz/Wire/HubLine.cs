using System.Net.WebSockets;
using System.Text;

namespace Damon.Fuzz.Wire;

/// <summary>A connection to a hub on which any bytes can be sent.</summary>
internal sealed class HubLine : IDisposable
{
    private const char EndOfHandshake = (char)0x1e;
    private const int MostTimes = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(30);

    private readonly WebSocket _socket;
    private readonly byte[] _buffer = new byte[1 << 16];

    private HubLine(WebSocket socket) => _socket = socket;

    /// <summary>Opens one.</summary>
    /// <param name="server">The server.</param>
    /// <param name="path">The hub's path.</param>
    /// <param name="protocol"><c>json</c> or <c>messagepack</c>.</param>
    /// <param name="asSampler">Whether it goes through the samplers' socket.</param>
    public static async Task<HubLine> OpenAsync(FuzzServer server, string path, string protocol, bool asSampler)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = async (_, _) => await server.ConnectAsync(asSampler) };
        var socket = new ClientWebSocket();
        if (!asSampler)
        {
            socket.Options.SetRequestHeader("Authorization", "Bearer " + FuzzServer.Token);
        }

        using var patience = new CancellationTokenSource(Patience);
        var address = new Uri(asSampler ? $"ws://localhost{path}" : $"ws://{server.Address.Authority}{path}");
        await socket.ConnectAsync(address, new HttpMessageInvoker(handler), patience.Token);
        var line = new HubLine(socket);
        await line.SendAsync(Encoding.ASCII.GetBytes($$"""{"protocol":"{{protocol}}","version":1}""" + EndOfHandshake));
        await line.ReceiveAsync();
        return line;
    }

    /// <summary>Sends a message; false when the other end has closed.</summary>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> message)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Binary, true, patience.Token);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>The next message; empty when the other end has closed.</summary>
    public async Task<byte[]> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        while (true)
        {
            try
            {
                var part = await _socket.ReceiveAsync(_buffer.AsMemory(), patience.Token);
                message.Write(_buffer, 0, part.Count);
                if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close)
                {
                    return part.MessageType == WebSocketMessageType.Close ? [] : message.ToArray();
                }
            }
            catch (WebSocketException)
            {
                return [];
            }
        }
    }

    /// <summary>Sends a call a few times, until it is answered.</summary>
    /// <remarks>
    /// What was cut off takes the beginning of a call with it. And SignalR reads nothing more of a connection once a message of an
    /// unknown type has come, until as much has come as a message may have; only that connection is harmed.
    /// </remarks>
    /// <param name="call">The call.</param>
    /// <param name="id">What its answer has in it.</param>
    public async Task<HubAnswer> CallAsync(ReadOnlyMemory<byte> call, string id)
    {
        var isOpen = await SendAsync(call);
        var times = 1;
        while (isOpen)
        {
            var receiving = ReceiveAsync();
            while (await Task.WhenAny(receiving, Task.Delay(AskAgain)) != receiving)
            {
                if (times++ == MostTimes)
                {
                    return HubAnswer.Stalled;
                }

                await SendAsync(call);
            }

            var answer = await receiving;
            isOpen = answer.Length > 0;
            if (answer.AsSpan().IndexOf(Encoding.ASCII.GetBytes(id)) >= 0)
            {
                return HubAnswer.Answered;
            }
        }

        return HubAnswer.Closed;
    }

    /// <summary>Sends a call once, and waits long for its answer.</summary>
    /// <exception cref="InvalidOperationException">There was none.</exception>
    public async Task ExpectAsync(ReadOnlyMemory<byte> call, string id)
    {
        await SendAsync(call);
        while (true)
        {
            var answer = await ReceiveAsync();
            if (answer.AsSpan().IndexOf(Encoding.ASCII.GetBytes(id)) >= 0)
            {
                return;
            }

            if (answer.Length == 0)
            {
                throw new InvalidOperationException("A connection that has sent nothing odd is closed.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();
}
