using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Damon.Contracts.Watching;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;
using Damon.Server.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Watching;

/// <summary>A browser that watches and takes nothing any more, at a real connection.</summary>
public sealed class StalledWatcherTests : IDisposable
{
    private const char EndOfMessage = (char)0x1e;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Watch_TakesNothingForTenSeconds_IsCutAndForgotten_WhileOthersGoOn()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = (await server.StartSessionAsync()).Id;
        using var stalled = await WatchAsync(server, session);
        var watchers = server.Services.GetRequiredService<WatcherDirectory>();
        await UntilAsync(() => watchers.Count == 1);
        await using var monitor = server.Monitor(messagePack: true);
        var events = await monitor.WatchAsync(session);
        var reading = ReadAsync(events);

        // Megabytes, more than the system's buffers hold, then more until it is given up.
        var pushed = 0L;
        while (watchers.Count > 1 || pushed == 0)
        {
            await sampler.PushAsync(session, SmallDiskTests.Of(pushed++, 3_000));
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(0, watchers.Counts.Lost);
        using var stop = await server.PostAsync($"sessions/{session}/stop");
        Assert.Equal(pushed - 1, (await reading)[^1]);
        var buffer = new byte[1 << 16];
        await Assert.ThrowsAnyAsync<WebSocketException>(async () =>
        {
            while (true)
            {
                await stalled.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            }
        });
    }

    private static async Task<List<long>> ReadAsync(IAsyncEnumerator<WatchEvent> events)
    {
        var seen = new List<long>();
        while (await events.MoveNextAsync())
        {
            if (events.Current.Snapshot is { } snapshot)
            {
                seen.Add(snapshot.Seq);
            }
        }

        return seen;
    }

    private static async Task<ClientWebSocket> WatchAsync(TestServer server, string session)
    {
        using var handler = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = static async (context, cancellation) =>
            {
                var connection = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                await connection.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + TestServer.Token);
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "hubs/monitor" }.Uri, handler, TestContext.Current.CancellationToken);
        foreach (var message in new[] { """{"protocol":"json","version":1}""", $$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{session}}"]}""" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
        }

        return socket;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
