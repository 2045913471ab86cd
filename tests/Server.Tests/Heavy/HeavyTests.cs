using System.Net;
using Damon.Contracts.Watching;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Sessions;
using Damon.Server.Tests.History;
using Damon.Server.Tests.Hosting;
using Damon.Server.Watching;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Server.Tests.Heavy;

public sealed class HeavyTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("export?format=csv", "Damon:Heavy:Transfers")]
    [InlineData("heatmap?columns=2000&rows=2000", "Damon:Heavy:Pictures")]
    public async Task MoreThanMayWait_AreToldToComeAgain_TheOthersAreAnswered(string path, string setting)
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Heavy:Pictures=1", "--Damon:Heavy:Transfers=1", "--Damon:Heavy:Waiting=1");
        var id = await RecordAsync(server, 150);
        var cancellation = TestContext.Current.CancellationToken;

        // One whose receiver does not read, then one waits, and two find no place.
        var slow = await server.Api.GetAsync($"sessions/{id}/{path}", HttpCompletionOption.ResponseHeadersRead, cancellation);
        var more = Enumerable.Range(0, 3).Select(_ => server.Api.GetAsync($"sessions/{id}/{path}", HttpCompletionOption.ResponseHeadersRead, cancellation)).ToList();
        for (var refused = 0; refused < 2; refused++)
        {
            var first = await Task.WhenAny(more);
            more.Remove(first);
            using var answer = await first;
            await ProblemAssert.IsProblemAsync(answer, 429);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Contains(setting, await answer.Content.ReadAsStringAsync(cancellation), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, slow.StatusCode);
        slow.Dispose();
        using var waited = await more.Single();
        Assert.Equal(HttpStatusCode.OK, waited.StatusCode);
    }

    [Fact]
    public async Task NoPlaceInTime_IsToldToComeAgain()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Heavy:Transfers=1", "--Damon:Heavy:WaitSeconds=0.2");
        var id = await RecordAsync(server, 150);
        using var slow = await DownloadAsync(server, id);

        using var refused = await DownloadAsync(server, id);

        await ProblemAssert.IsProblemAsync(refused, 429);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains("took all places for 0.2 s", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Download_WhoseReceiverStopsReading_IsEnded_AndTheNextHasItsPlace()
    {
        await using var server = await TestServer.StartAsync(_directory, null, "--Damon:Heavy:Transfers=1", "--Damon:Heavy:StallSeconds=1.5");
        var id = await RecordAsync(server, 150);
        using var stalled = await DownloadAsync(server, id);

        using var next = await DownloadAsync(server, id);
        var whole = await next.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.True(whole.Length > 150 * 3_000);
        // What was cut is known as cut, not taken for a short file.
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => stalled.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task AfterHeavyRequests_MemoryIsGivenBack()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var server = await TestServer.StartAsync(_directory, time);
        var id = await RecordAsync(server, 3);
        using var picture = await server.Api.GetAsync($"sessions/{id}/cells?bands=0x1000-0x5000~4", TestContext.Current.CancellationToken);
        var memory = server.Services.GetRequiredService<MemoryReturn>();
        var ballast = new byte[4 * MemoryReturn.Worthwhile];
        Array.Fill(ballast, (byte)1);

        while (memory.Returns == 0)
        {
            time.Advance(MemoryReturn.Quiet);
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        GC.KeepAlive(ballast);
    }

    [Fact]
    public async Task Watch_ThousandsOfTimesOnAConnection_IsRefusedBeyondABound_AndTakenAgainWhenOneEnds()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var id = (await server.StartSessionAsync()).Id;
        await using var monitor = server.Monitor(messagePack: true);
        await monitor.StartAsync(TestContext.Current.CancellationToken);
        using var end = new CancellationTokenSource();
        var watchers = server.Services.GetRequiredService<WatcherDirectory>();
        for (var i = 0; i < WatcherDirectory.MostOfAConnection; i++)
        {
            Assert.Null(await FirstAsync(monitor, id, i == 0 ? end.Token : TestContext.Current.CancellationToken));
        }

        for (var i = 0; i < 2_000; i++)
        {
            Assert.Contains("already", (await FirstAsync(monitor, id, TestContext.Current.CancellationToken))!.Message, StringComparison.Ordinal);
        }

        Assert.Equal(WatcherDirectory.MostOfAConnection, watchers.Count);
        await end.CancelAsync();
        while (await FirstAsync(monitor, id, TestContext.Current.CancellationToken) is not null)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static Task<HttpResponseMessage> DownloadAsync(TestServer server, string session)
        => server.Api.GetAsync($"sessions/{session}/export?format=csv", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

    /// <summary>Watches, and why that is refused; null when the first event has come: then it goes on watching.</summary>
    private static async Task<HubException?> FirstAsync(HubConnection monitor, string session, CancellationToken end)
    {
        var events = monitor.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), session, end).GetAsyncEnumerator(CancellationToken.None);
        try
        {
            Assert.True(await events.MoveNextAsync());
            return null;
        }
        catch (HubException e)
        {
            return e;
        }
    }

    private static async Task<string> RecordAsync(TestServer server, int snapshots)
    {
        await using var sampler = await server.ConnectSamplerAsync();
        var id = (await server.StartSessionAsync()).Id;
        var key = server.Services.GetRequiredService<SessionRegistry>().Find(id)!.Key;
        await server.Services.GetRequiredService<HistoryWriter>().AddAsync(
            [.. Enumerable.Range(0, snapshots).Select(seq => StoredSnapshot.Of(key, SmallDiskTests.Of(seq, 3_000)))], "test", TestContext.Current.CancellationToken);
        using var stop = await server.PostAsync($"sessions/{id}/stop");
        return id;
    }
}
