using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Sampler.Link;
using Damon.Sampler.Tests.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Sampler.Tests.Link;

public sealed class ServerLinkTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("damon-link-");
    private readonly Outbox outbox = new(maxSnapshots: 1_000, maxBytes: 1 << 24);
    private readonly SamplerFixture sampler;
    private readonly TestServer server;
    private readonly ServerLink link;
    private readonly LogLines log = new();

    public ServerLinkTests()
    {
        var socket = Path.Combine(folder.FullName, "sampler.sock");
        sampler = new SamplerFixture(outbox);
        server = new TestServer(socket);
        link = new ServerLink(socket, new SamplerIdentity("me", "host", "6.18"), sampler.Manager, sampler.Catalog, outbox, TimeProvider.System, log);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        await link.StartAsync(Cancel);
        await log.Until("Connected to the server");
    }

    public async ValueTask DisposeAsync()
    {
        await link.StopAsync(Cancel);
        link.Dispose();
        await server.DisposeAsync();
        sampler.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Connect_FirstCall_SaysWhoItIs()
    {
        var hello = Assert.IsType<SamplerHello>(server.Calls.All()[0]);
        Assert.Equal((ISamplerHub.LinkVersion, "me", "host", "6.18"), (hello.LinkVersion, hello.SamplerId, hello.Host, hello.Kernel));
        Assert.Equal(4, hello.Operations.Length);
        Assert.Contains(hello.Operations, one => one is { Kind: OperationsKind.PageTable, Available: true, Reason: null });
        Assert.Empty(hello.RunningSessions);
    }

    [Fact]
    public async Task Orders_OverTheConnection_AreCarriedOut()
    {
        sampler.AddProcess(12);
        Assert.Equal(12, Assert.Single(await server.Sampler.ListProcesses(new ProcessQuery("work", 5))).Pid);
        var refused = await server.Sampler.StartSession(SamplerFixture.Order("a", 99));
        Assert.Equal((CommandCode.NoSuchProcess, "targets[0].pid"), (refused.Answer.Code, refused.Answer.Field));
        var started = await server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        Assert.Equal((CommandCode.Ok, OperationsKind.PageTable, 12), (started.Answer.Code, started.Operations, started.Targets[0].Pid));
        await server.Calls.Until(all => all.OfType<Snapshot>().Count() > 5 && all.OfType<MappingSet>().Any());
        Assert.Equal(CommandCode.Ok, (await server.Sampler.UpdateAttributes("a", new MonitoringAttributes { SamplingIntervalUs = 500, AggregationIntervalUs = 5_000 })).Code);
        await server.Calls.Until(all => all.OfType<Snapshot>().Any(one => one.SamplingIntervalUs == 500));
        Assert.Equal(CommandCode.Ok, (await server.Sampler.StopSession("a")).Code);

        // Everything is there when the stop is answered, in order, the final status last.
        var told = server.Calls.All();
        var snapshots = told.OfType<Snapshot>().ToArray();
        Assert.Equal(Enumerable.Range(0, snapshots.Length).Select(seq => (long)seq), snapshots.Select(one => one.Seq));
        var last = Assert.IsType<SessionStatus>(told[^1]);
        Assert.Equal((SessionState.Stopped, 0L), (last.State, last.LostSnapshots));
        Assert.All(snapshots[3].Regions, region => Assert.Equal(5, region.NrAccesses));
    }

    [Fact]
    public async Task ServerGoesAndComesBack_BufferHolds_NothingIsLost()
    {
        await server.StopAsync();
        for (var seq = 0; seq < 15; seq++)
        {
            outbox.Push("a", new Snapshot { Seq = seq });
        }

        await log.Until("is away");
        await server.StartAsync();
        var told = await server.Calls.Until(all => all.OfType<Snapshot>().Any(one => one.Seq == 14));
        Assert.Equal(Enumerable.Range(0, 15).Select(seq => (long)seq), told.OfType<Snapshot>().Select(one => one.Seq));
        var hello = told.OfType<SamplerHello>().Last();
        Assert.Equal(["a"], hello.RunningSessions);
        Assert.Contains(log.Lines, line => line.Contains("15 snapshot(s) waited", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServerAwayTooLong_OldestAreLost_AndCounted()
    {
        await server.StopAsync();
        outbox.Push(new SessionStatus { SessionId = "a", State = SessionState.Running });
        for (var seq = 0; seq < 1_030; seq++)
        {
            outbox.Push("a", new Snapshot { Seq = seq });
        }

        await server.StartAsync();
        var told = await server.Calls.Until(all => all.OfType<SessionStatus>().Any());
        Assert.Equal(Enumerable.Range(30, 1_000).Select(seq => (long)seq), told.OfType<Snapshot>().Select(one => one.Seq));
        Assert.Equal(30, told.OfType<SessionStatus>().Single().LostSnapshots);
        await log.Until("30 snapshot(s) were lost");
    }

    [Fact]
    public async Task ServerDiesDuringAPush_PushComesAgain()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        server.Calls.Receiving = async entry =>
        {
            if (entry is Snapshot)
            {
                received.TrySetResult();
                await Task.Delay(Timeout.Infinite, Cancel);
            }
        };
        outbox.Push("a", new Snapshot { Seq = 5 });
        outbox.Push("a", new Snapshot { Seq = 6 });
        await received.Task.WaitAsync(Cancel);
        await server.StopAsync();
        server.Calls.Receiving = static _ => Task.CompletedTask;
        await server.StartAsync();
        var told = await server.Calls.Until(all => all.OfType<Snapshot>().Count() == 2);
        Assert.Equal([5, 6], told.OfType<Snapshot>().Select(one => one.Seq));
    }

    [Fact]
    public async Task ServerRefusesAPush_TheNextOnesGoOn()
    {
        server.Calls.Receiving = entry => entry is Snapshot { Seq: 1 } ? throw new HubException("no such session") : Task.CompletedTask;
        for (var seq = 0; seq < 3; seq++)
        {
            outbox.Push("a", new Snapshot { Seq = seq });
        }

        var told = await server.Calls.Until(all => all.OfType<Snapshot>().Any(one => one.Seq == 2));
        Assert.Equal([0, 2], told.OfType<Snapshot>().Select(one => one.Seq));
        Assert.Equal(1, outbox.LostSnapshots);
    }

    [Fact]
    public async Task ServerAway_SessionGoesOn_AndIsTakenUpAgain()
    {
        sampler.AddProcess(12);
        await server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        await server.StopAsync();
        await log.Until("is away");
        Assert.Equal(["a"], sampler.Manager.Running);
        await server.StartAsync();
        var told = await server.Calls.Until(all => all.OfType<SamplerHello>().Count() > 1);
        Assert.Equal(["a"], told.OfType<SamplerHello>().Last().RunningSessions);
        Assert.Equal(CommandCode.Ok, (await server.Sampler.StopSession("a")).Code);
    }

    [Fact]
    public async Task WelcomeNamesUnknownSessions_TheyAreEnded()
    {
        sampler.AddProcess(12);
        await server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        await server.StopAsync();
        server.Calls.Welcome = new SamplerWelcome { Accepted = true, UnknownSessions = ["a"] };
        await server.StartAsync();
        await log.Until("does not know it any more");
        await log.Until("Connected to the server", 2);
        Assert.Empty(sampler.Manager.Running);
        Assert.Empty(outbox.WaitingSessions);
    }

    [Fact]
    public async Task WelcomeRefuses_SaysWhyAndTriesAgain()
    {
        await server.StopAsync();
        server.Calls.Welcome = new SamplerWelcome { Accepted = false, Problem = "Link version 2 is wanted." };
        await server.StartAsync();
        await server.Calls.Until(all => all.OfType<SamplerHello>().Count() > 2);
        server.Calls.Welcome = new SamplerWelcome { Accepted = true };
        await log.Until("Connected to the server", 2);
    }

    [Fact]
    public async Task Stop_SessionsRunning_EndsThemAndTellsTheServer()
    {
        sampler.AddProcess(12);
        await server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        await link.StopAsync(Cancel);
        var last = Assert.IsType<SessionStatus>(server.Calls.All()[^1]);
        Assert.Equal((SessionState.Interrupted, "The sampler was stopped."), (last.State, last.EndedBecause));
    }

    [Fact]
    public async Task Push_LargeSnapshotAndMappings_ArriveWhole()
    {
        var regions = Enumerable.Range(0, 60_000).Select(i => new RegionSample((ulong)i << 12, (ulong)(i + 1) << 12, i % 20, i)).ToArray();
        var mappings = Enumerable.Range(0, 60_000).Select(i => new Mapping((ulong)i << 13, ((ulong)i << 13) + 4_096, "rw-p", "", MappingKind.Anonymous)).ToArray();
        outbox.Push("a", new Snapshot { Regions = regions, Unknown = new int[60_000] });
        outbox.Push("a", new MappingSet { Mappings = mappings });
        var told = await server.Calls.Until(all => all.OfType<MappingSet>().Any());
        Assert.Equal(regions, told.OfType<Snapshot>().Single().Regions);
        Assert.Equal(mappings, told.OfType<MappingSet>().Single().Mappings);
    }
}
