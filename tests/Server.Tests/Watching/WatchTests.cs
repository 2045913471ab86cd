using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Sessions;
using Damon.Server.Tests.Hosting;
using Damon.Server.Tests.Idle;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Watching;

public sealed class WatchTests : IDisposable
{
    private static readonly MappingSet Heap = new() { AtUs = 1, Mappings = [new Mapping(0x1000, 0x5000, "rw-p", "[heap]", MappingKind.Heap)] };

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_Running_SendsSessionThenMappingsThenWhatHappensAndEndsWithIt(bool messagePack)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, [0]);
        await sampler.PushAsync(session.Id, Heap);
        await using var monitor = server.Monitor(messagePack);
        await monitor.StartAsync(TestContext.Current.CancellationToken);

        var events = monitor.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), session.Id, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var first = await NextAsync(events);
        var second = await NextAsync(events);
        await sampler.PushAsync(session.Id, [1, 1, 2]);
        await sampler.PushAsync(session.Id, Heap with { AtUs = 2 });
        await sampler.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Stopped, EndedBecause = "Every target has ended." });
        var rest = new List<WatchEvent>();
        while (await events.MoveNextAsync())
        {
            rest.Add(events.Current);
        }

        Assert.Equal((WatchEventKind.Session, SessionState.Running), (first.Kind, first.Session!.State));
        Assert.Equal(WatchEventKind.Mappings, second.Kind);
        Assert.Equal(Heap.Mappings, second.Mappings!.Mappings);
        Assert.Equal([WatchEventKind.Snapshot, WatchEventKind.Snapshot, WatchEventKind.Mappings, WatchEventKind.Session], rest.Select(item => item.Kind));
        Assert.Equal([1L, 2L], rest.Take(2).Select(item => item.Snapshot!.Seq));
        Assert.Equal(FakeSampler.Snapshot(1).Regions, rest[0].Snapshot!.Regions);
        Assert.Equal((SessionState.Stopped, "Every target has ended."), (rest[3].Session!.State, rest[3].Session!.EndedBecause));
    }

    [Fact]
    public async Task Watch_CostChanges_TellsItAndForgetsItAtTheEnd()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await using var monitor = server.Monitor(messagePack: true);
        var events = await monitor.WatchAsync(session.Id);
        Assert.Null((await NextAsync(events)).Session!.Cost);
        var cost = new SessionCost { SamplerPercent = 0.75, TargetPercent = 0.5, ClearsPerSecond = 120, ChecksPerSecond = 4_000, CycleSeconds = 2.5, LimitedBy = "A sentence." };

        await sampler.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Running, Cost = cost });
        var told = await NextAsync(events);
        var shown = await server.GetAsync<SessionResource>($"sessions/{session.Id}");
        await sampler.PushStatusAsync(new SessionStatus { SessionId = session.Id, State = SessionState.Stopped, Cost = cost });

        Assert.Equal((cost, cost), (told.Session!.Cost, shown.Cost));
        Assert.Null((await NextAsync(events)).Session!.Cost);
        Assert.Null((await server.GetAsync<SessionResource>($"sessions/{session.Id}")).Cost);
    }

    [Fact]
    public async Task Watch_Stopped_SendsSessionMappingsAndIdleAges_Ends_AndLeavesNothingInMemory()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, Heap);
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(5));
        var entry = server.Services.GetRequiredService<SessionRegistry>().Find(session.Id)!;
        Assert.Equal(5, Assert.Single(entry.Idle).AtUs);
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        await using var monitor = server.Monitor();
        await monitor.StartAsync(TestContext.Current.CancellationToken);

        var kinds = new List<WatchEventKind>();
        await foreach (var item in monitor.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), session.Id, TestContext.Current.CancellationToken))
        {
            kinds.Add(item.Kind);
        }

        Assert.Equal([WatchEventKind.Session, WatchEventKind.Mappings, WatchEventKind.Idle], kinds);
        // It is read anew for each: sessions that are over must not stay in memory, even those that were looked at.
        Assert.Empty(entry.Idle);
    }

    [Fact]
    public async Task Watch_UnknownSession_FailsWithASentence()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var monitor = server.Monitor();
        await monitor.StartAsync(TestContext.Current.CancellationToken);

        var failure = await Assert.ThrowsAsync<HubException>(async () =>
        {
            await foreach (var item in monitor.StreamAsync<WatchEvent>(nameof(IMonitorHub.Watch), "none", TestContext.Current.CancellationToken))
            {
                Assert.Fail($"Came: {item.Kind}");
            }
        });

        Assert.Contains("There is no session 'none'.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_Acknowledging_HasAtMostTwoOnTheWayAndIsToldItsLosses()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await using var monitor = server.Monitor(messagePack: true);
        var events = await monitor.WatchAsync(session.Id);
        await NextAsync(events);
        await monitor.InvokeAsync(nameof(IMonitorHub.Ack), session.Id, 0L, TestContext.Current.CancellationToken);

        await sampler.PushAsync(session.Id, Enumerable.Range(0, 10).Select(seq => (long)seq));
        var one = await NextAsync(events);
        var two = await NextAsync(events);
        await monitor.InvokeAsync(nameof(IMonitorHub.Ack), session.Id, 2L, TestContext.Current.CancellationToken);
        var lost = await NextAsync(events);
        var newest = await NextAsync(events);

        Assert.Equal((0L, 1L), (one.Snapshot!.Seq, two.Snapshot!.Seq));
        Assert.Equal((WatchEventKind.Lost, 7L), (lost.Kind, lost.Lost));
        Assert.Equal(9L, newest.Snapshot!.Seq);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Watch_IdleAges_ComeAfterTheMappingsOnJoiningAndLiveAndCountAsNoSnapshot(bool messagePack)
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(5, target: 1));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(10));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(9));
        await sampler.PushAsync(session.Id, Heap);
        await using var monitor = server.Monitor(messagePack);
        var events = await monitor.WatchAsync(session.Id);
        var joining = new[] { await NextAsync(events), await NextAsync(events), await NextAsync(events), await NextAsync(events) };
        await monitor.InvokeAsync(nameof(IMonitorHub.Ack), session.Id, 0L, TestContext.Current.CancellationToken);

        // With two snapshots on the way, another would wait; idle ages do not.
        await sampler.PushAsync(session.Id, [0, 1]);
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(20, scale: 2));
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(20, scale: 3));
        var live = new[] { await NextAsync(events), await NextAsync(events), await NextAsync(events) };
        await sampler.PushAsync(session.Id, IdleSamples.Mixed(30));
        var newest = await NextAsync(events);

        Assert.Equal([WatchEventKind.Session, WatchEventKind.Mappings, WatchEventKind.Idle, WatchEventKind.Idle], joining.Select(item => item.Kind));
        Assert.Equal([(0, 10L), (1, 5L)], joining.Skip(2).Select(item => (item.Idle!.Target, item.Idle.AtUs)));
        Assert.Equal([WatchEventKind.Snapshot, WatchEventKind.Snapshot, WatchEventKind.Idle], live.Select(item => item.Kind));
        Assert.Equivalent(IdleSamples.Mixed(20, scale: 2), live[2].Idle, strict: true);
        Assert.Equal(30, newest.Idle!.AtUs);
    }

    [Fact]
    public async Task Watch_IdleAges_HaveTheFiguresThatTheReplayHas()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await using var monitor = server.Monitor(messagePack: true);
        var events = await monitor.WatchAsync(session.Id);
        var live = new List<IdleMessage>();
        for (var second = 1; second <= 5; second++)
        {
            // One after the other: a watcher gets the newest, not all.
            await sampler.PushAsync(session.Id, IdleSamples.Mixed(second * 10_000_000, scale: second) with { WatchedUs = second * 10_000_000 });
            while (live.Count < second)
            {
                if ((await NextAsync(events)).Idle is { } idle)
                {
                    live.Add(idle);
                }
            }
        }

        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");
        var needed = await server.GetAsync<NeededResource>($"sessions/{session.Id}/needed");
        Assert.Equal(live.Select(static idle => idle.AtUs), needed.Series.Select(static point => point.Us));
        foreach (var (told, point) in live.Zip(needed.Series))
        {
            var replayed = await server.GetAsync<IdleResource>($"sessions/{session.Id}/idle?target=0&at={told.AtUs}");
            Assert.Equal(IdleFigures.Of(told.ToPanel()).Bytes.Select(static bytes => (long)Math.Round(bytes)), replayed.Total.Bytes);
            Assert.Equal(
                NeededFigures.Of(told.ToPanel(), told.WatchedUs).Bytes.Select(static bytes => bytes is { } known ? (long?)Math.Round(known) : null), point.Bytes);
        }
    }

    [Fact]
    public async Task Watch_AfterARestart_SendsTheStoredIdleAges()
    {
        SessionResource session;
        await using (var first = await TestServer.StartAsync(_directory))
        {
            await using var sampler = await first.ConnectSamplerAsync();
            session = await first.StartSessionAsync();
            await sampler.PushAsync(session.Id, IdleSamples.Mixed(10));
            using var stop = await first.PostAsync($"sessions/{session.Id}/stop");
        }

        await using var second = await TestServer.StartAsync(_directory);
        await using var monitor = second.Monitor();
        var events = await monitor.WatchAsync(session.Id);
        await NextAsync(events);

        Assert.Equivalent(IdleSamples.Mixed(10), (await NextAsync(events)).Idle, strict: true);
        Assert.False(await events.MoveNextAsync());
    }

    private static async Task<WatchEvent> NextAsync(IAsyncEnumerator<WatchEvent> events)
    {
        Assert.True(await events.MoveNextAsync());
        return events.Current;
    }
}
