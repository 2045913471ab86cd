using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.EndToEnd.Tests.Sessions;

/// <summary>Connections that lose their socket, or whose other end does not read.</summary>
[Collection(Lanes.Beside)]
public sealed partial class LinkFaultTests
{
    private const char EndOfMessage = '\u001e';

    [Fact]
    public async Task Socket_RemovedWhileTheServerRuns_TheSamplerGoesOn_AndFindsTheNextServer()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);

        File.Delete(stack.Socket);
        await stack.Api.WaitForMoreSnapshotsAsync(session.Id, 10);
        await stack.KillServerAsync();
        await Wait.UntilAsync("the sampler says that the server is away", () => stack.Sampler!.Output.Contains("is away", StringComparison.Ordinal));
        await stack.StartServerAsync();
        await stack.WaitForSamplerAsync();
        await stack.Api.WaitForMoreSnapshotsAsync(session.Id, 10);

        var ended = await stack.Api.StopAsync(session.Id);
        Assert.Equal((SessionState.Stopped, 0), (ended.State, ended.LostSnapshots));
        var snapshots = await stack.Api.SnapshotsAsync(session.Id);
        SnapshotAssert.AreWhole(snapshots);
    }

    [Fact]
    public async Task Watcher_StopsReadingAltogether_OthersNoticeNothing_AndItIsToldItsLossesWhenItReadsAgain()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "256", "16", "16");

        // Megabytes a second, so that what the system's buffers hold is soon full.
        var session = await stack.Api.StartAsync(workload.Pid, new AttributesRequest { AggregationIntervalUs = 25_000, MinRegions = 2_000, MaxRegions = 3_000 });
        await stack.Api.WaitForSnapshotsAsync(session.Id, 5);
        using var stuck = await WatchAsync(stack, session.Id);
        await using var reader = new HubConnectionBuilder().WithUrl(new Uri(stack.Address, "hubs/monitor"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(DamonStack.Token))
            .AddMessagePackProtocol().Build();
        await reader.StartAsync(TestContext.Current.CancellationToken);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var read = ReadAsync(reader.StreamAsync<WatchEvent>("Watch", session.Id, enough.Token), enough.Token);

        await Wait.UntilAsync("the one that does not read has lost some", async () => LostByWatchers().Match(await stack.Api.MetricsAsync()) is { Success: true });
        await enough.CancelAsync();
        var others = await read;
        await stack.Api.StopAsync(session.Id);

        // Whoever reads has every one since it began, in order.
        Assert.True(others.Count > 50, $"{others.Count} snapshots were read by the other.");
        Assert.Equal(Enumerable.Range(0, others.Count).Select(i => others[0] + i), others);
        Assert.Equal(0, (await stack.Api.SessionAsync(session.Id)).LostSnapshots);

        var told = 0L;
        var buffer = new byte[1 << 16];
        var text = new StringBuilder();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (told == 0)
        {
            var part = await stuck.ReceiveAsync(buffer, limit.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (text.ToString().LastIndexOf(EndOfMessage) is >= 0 and var end)
            {
                told = Lost().Matches(text.ToString(0, end)).Select(match => long.Parse(match.Groups[1].ValueSpan, null)).DefaultIfEmpty().Max();
                text.Remove(0, end + 1);
            }
        }

        Assert.True(told > 0);
    }

    [GeneratedRegex(@"damon_watch_snapshots_lost_total(?:\{[^}]*\})? [1-9]")]
    private static partial Regex LostByWatchers();

    [GeneratedRegex("\"lost\":([0-9]+)")]
    private static partial Regex Lost();

    private static async Task<List<long>> ReadAsync(IAsyncEnumerable<WatchEvent> events, CancellationToken cancel)
    {
        var numbers = new List<long>();
        try
        {
            await foreach (var item in events)
            {
                Assert.Equal(0, item.Lost);
                if (item.Snapshot is { } snapshot)
                {
                    numbers.Add(snapshot.Seq);
                }
            }
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            // It has seen enough.
        }

        return numbers;
    }

    // A page whose thread hangs: it has asked for everything, and reads nothing.
    private static async Task<ClientWebSocket> WatchAsync(DamonStack stack, string session)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + DamonStack.Token);
        socket.Options.SetRequestHeader("Origin", stack.Address.ToString().TrimEnd('/'));
        using var handler = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancel) =>
            {
                var connection = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                await connection.ConnectAsync(context.DnsEndPoint, cancel);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        await socket.ConnectAsync(new UriBuilder(stack.Address) { Scheme = "ws", Path = "hubs/monitor" }.Uri, handler, TestContext.Current.CancellationToken);
        await SendAsync("{\"protocol\":\"json\",\"version\":1}");
        await SendAsync($"{{\"type\":4,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[\"{session}\"]}}");
        return socket;

        Task SendAsync(string message)
            => socket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
    }
}
