using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Link;
using Damon.Sampler.Tests.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace Damon.Sampler.Tests.Link;

public sealed class ServerLinkTests : LinkTest
{
    [Fact]
    public void Connect_FirstCall_SaysWhoItIs()
    {
        var hello = Assert.IsType<SamplerHello>(Server.Calls.All()[0]);
        Assert.Equal((ISamplerHub.LinkVersion, "me", "host", "6.18"), (hello.LinkVersion, hello.SamplerId, hello.Host, hello.Kernel));
        Assert.Equal(4, hello.Operations.Length);
        Assert.Contains(hello.Operations, one => one is { Kind: OperationsKind.PageTable, Available: true, Reason: null });
        Assert.Empty(hello.RunningSessions);
    }

    [Fact]
    public async Task Costs_KnownAfterTheHello_AreTold_AndAgainAtTheNextHello()
    {
        Assert.Null(Assert.IsType<SamplerHello>(Server.Calls.All()[0]).Cost);

        await Sampler.Costs.MeasureAsync();

        var told = await Server.Calls.Until(all => all.OfType<SamplerCost>().Any());
        Assert.Equal(1, told.OfType<SamplerCost>().Single().AdviceUs);
        await Server.StopAsync();
        await Log.Until("is away");
        Sampler.Measure = static () => new SamplerCost { AdviceUs = 2, MeasuredAt = DateTimeOffset.UnixEpoch };
        await Sampler.Costs.MeasureAsync();
        await Server.StartAsync();
        told = await Server.Calls.Until(all => all.OfType<SamplerHello>().Any(hello => hello.Cost is not null));
        Assert.Equal(2, told.OfType<SamplerHello>().Last().Cost!.AdviceUs);
        Assert.Single(told.OfType<SamplerCost>());
    }

    [Fact]
    public async Task MeasureCost_OverTheConnection_AnswersAndIsTold()
    {
        Sampler.Measure = static () => new SamplerCost { FlushUs = 7, MeasuredAt = DateTimeOffset.UnixEpoch, Runs = [new RunCost(16, 3)] };

        var answer = await Server.Sampler.MeasureCost();

        Assert.Equal((7, new RunCost(16, 3)), (answer.FlushUs, Assert.Single(answer.Runs)));
        await Server.Calls.Until(all => all.OfType<SamplerCost>().Any(one => one.FlushUs == 7));
    }

    [Fact]
    public async Task OrdersAndPushesThatAreTaken_AreAttention()
    {
        Clock.Advance(TimeSpan.FromHours(1));
        await Server.Sampler.ListProcesses(new ProcessQuery(null, 1));
        Assert.Equal(TimeSpan.Zero, Attention.Elapsed);

        Clock.Advance(TimeSpan.FromHours(1));
        Outbox.Push("a", new Snapshot { Seq = 0 });
        await Outbox.WhenDelivered("a", Cancel);
        Assert.True(SpinWait.SpinUntil(() => Attention.Elapsed == TimeSpan.Zero, TimeSpan.FromSeconds(30)));

        await Server.StopAsync();
        await Log.Until("is away");
        Clock.Advance(TimeSpan.FromHours(1));
        Outbox.Push("a", new Snapshot { Seq = 1 });
        Assert.Equal(TimeSpan.FromHours(1), Attention.Elapsed);
    }

    [Fact]
    public async Task Orders_OverTheConnection_AreCarriedOut()
    {
        Sampler.AddProcess(12);
        Assert.Equal(12, Assert.Single(await Server.Sampler.ListProcesses(new ProcessQuery("work", 5))).Pid);
        var refused = await Server.Sampler.StartSession(SamplerFixture.Order("a", 99));
        Assert.Equal((CommandCode.NoSuchProcess, "targets[0].pid"), (refused.Answer.Code, refused.Answer.Field));
        var started = await Server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        Assert.Equal((CommandCode.Ok, OperationsKind.PageTable, 12), (started.Answer.Code, started.Operations, started.Targets[0].Pid));
        await Server.Calls.Until(all => all.OfType<Snapshot>().Count() > 5 && all.OfType<MappingSet>().Any());
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.UpdateAttributes("a", new MonitoringAttributes { SamplingIntervalUs = 500, AggregationIntervalUs = 5_000 })).Code);
        await Server.Calls.Until(all => all.OfType<Snapshot>().Any(one => one.SamplingIntervalUs == 500));
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.StopSession("a")).Code);

        // Everything is there when the stop is answered, in order, the final status last.
        var told = Server.Calls.All();
        var snapshots = told.OfType<Snapshot>().ToArray();
        Assert.Equal(Enumerable.Range(0, snapshots.Length).Select(seq => (long)seq), snapshots.Select(one => one.Seq));
        var last = Assert.IsType<SessionStatus>(told[^1]);
        Assert.Equal((SessionState.Stopped, 0L), (last.State, last.LostSnapshots));
        Assert.All(snapshots[3].Regions, region => Assert.Equal(5, region.NrAccesses));
    }

    [Fact]
    public async Task ServerGoesAndComesBack_BufferHolds_NothingIsLost()
    {
        await Server.StopAsync();
        for (var seq = 0; seq < 15; seq++)
        {
            Outbox.Push("a", new Snapshot { Seq = seq });
        }

        await Log.Until("is away");
        await Server.StartAsync();
        var told = await Server.Calls.Until(all => all.OfType<Snapshot>().Any(one => one.Seq == 14));
        Assert.Equal(Enumerable.Range(0, 15).Select(seq => (long)seq), told.OfType<Snapshot>().Select(one => one.Seq));
        var hello = told.OfType<SamplerHello>().Last();
        Assert.Equal(["a"], hello.RunningSessions);
        Assert.Contains(Log.Lines, line => line.Contains("15 snapshot(s) waited", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ServerAwayTooLong_OldestAreLost_AndCounted()
    {
        await Server.StopAsync();
        Outbox.Push(new SessionStatus { SessionId = "a", State = SessionState.Running });
        for (var seq = 0; seq < 1_030; seq++)
        {
            Outbox.Push("a", new Snapshot { Seq = seq });
        }

        await Server.StartAsync();
        var told = await Server.Calls.Until(all => all.OfType<SessionStatus>().Any());
        Assert.Equal(Enumerable.Range(30, 1_000).Select(seq => (long)seq), told.OfType<Snapshot>().Select(one => one.Seq));
        Assert.Equal(30, told.OfType<SessionStatus>().Single().LostSnapshots);
        await Log.Until("30 snapshot(s) were lost");
    }

    [Fact]
    public async Task ServerDiesDuringAPush_PushComesAgain()
    {
        var received = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Calls.Receiving = async entry =>
        {
            if (entry is Snapshot)
            {
                received.TrySetResult();
                await Task.Delay(Timeout.Infinite, Cancel);
            }
        };
        Outbox.Push("a", new Snapshot { Seq = 5 });
        Outbox.Push("a", new Snapshot { Seq = 6 });
        await received.Task.WaitAsync(Cancel);
        await Server.StopAsync();
        Server.Calls.Receiving = static _ => Task.CompletedTask;
        await Server.StartAsync();
        var told = await Server.Calls.Until(all => all.OfType<Snapshot>().Count() == 2);
        Assert.Equal([5, 6], told.OfType<Snapshot>().Select(one => one.Seq));
    }

    [Fact]
    public async Task SnapshotsThatWait_ArePushedTogetherInOrder()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Server.Calls.Receiving = async entry =>
        {
            if (entry is Snapshot { Seq: 0 })
            {
                first.TrySetResult();
                await held.Task.WaitAsync(Cancel);
            }
        };
        Outbox.Push("a", new Snapshot { Seq = 0 });
        await first.Task.WaitAsync(Cancel);
        for (var seq = 1; seq < 300; seq++)
        {
            Outbox.Push("a", new Snapshot { Seq = seq });
        }

        held.SetResult();
        var told = await Server.Calls.Until(all => all.OfType<Snapshot>().Count() == 300);
        Assert.Equal(Enumerable.Range(0, 300), told.OfType<Snapshot>().Select(one => (int)one.Seq));
        Assert.Equal([256, 43], Server.Calls.Together);
    }

    [Fact]
    public async Task ServerRefusesAPush_TheNextOnesGoOn()
    {
        Server.Calls.Receiving = entry => entry is Snapshot { Seq: 1 } ? throw new HubException("no such session") : Task.CompletedTask;
        for (var seq = 0; seq < 3; seq++)
        {
            Outbox.Push("a", new Snapshot { Seq = seq });
        }

        var told = await Server.Calls.Until(all => all.OfType<Snapshot>().Any(one => one.Seq == 2));
        Assert.Equal([0, 2], told.OfType<Snapshot>().Select(one => one.Seq));
        Assert.Equal(1, Outbox.LostSnapshots);
    }

    [Fact]
    public async Task ServerAway_SessionGoesOn_AndIsTakenUpAgain()
    {
        Sampler.AddProcess(12);
        await Server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        await Server.StopAsync();
        await Log.Until("is away");
        Assert.Equal(["a"], Sampler.Manager.Running);
        await Server.StartAsync();
        var told = await Server.Calls.Until(all => all.OfType<SamplerHello>().Count() > 1);
        Assert.Equal(["a"], told.OfType<SamplerHello>().Last().RunningSessions);
        Assert.Equal(CommandCode.Ok, (await Server.Sampler.StopSession("a")).Code);
    }

    [Fact]
    public async Task WelcomeNamesUnknownSessions_TheyAreEnded()
    {
        Sampler.AddProcess(12);
        await Server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        await Server.StopAsync();
        Server.Calls.Welcome = new SamplerWelcome { Accepted = true, UnknownSessions = ["a"] };
        await Server.StartAsync();
        await Log.Until("does not know it any more");
        await Log.Until("Connected to the server", 2);
        Assert.Empty(Sampler.Manager.Running);
        Assert.Empty(Outbox.WaitingSessions);
    }

    [Fact]
    public async Task WelcomeRefuses_SaysWhyAndTriesAgain()
    {
        await Server.StopAsync();
        Server.Calls.Welcome = new SamplerWelcome { Accepted = false, Problem = "Link version 2 is wanted." };
        await Server.StartAsync();
        await Server.Calls.Until(all => all.OfType<SamplerHello>().Count() > 2);
        Server.Calls.Welcome = new SamplerWelcome { Accepted = true };
        await Log.Until("Connected to the server", 2);
    }

    [Fact]
    public async Task Stop_SessionsRunning_EndsThemAndTellsTheServer()
    {
        Sampler.AddProcess(12);
        await Server.Sampler.StartSession(SamplerFixture.Order("a", 12));
        await Link.StopAsync(Cancel);
        var last = Assert.IsType<SessionStatus>(Server.Calls.All()[^1]);
        Assert.Equal((SessionState.Interrupted, "The sampler was stopped."), (last.State, last.EndedBecause));
    }

    [Fact]
    public async Task Push_LargeSnapshotAndMappings_ArriveWhole()
    {
        var regions = Enumerable.Range(0, 60_000).Select(i => new RegionSample((ulong)i << 12, (ulong)(i + 1) << 12, i % 20, i)).ToArray();
        var mappings = Enumerable.Range(0, 60_000).Select(i => new Mapping((ulong)i << 13, ((ulong)i << 13) + 4_096, "rw-p", "", MappingKind.Anonymous)).ToArray();
        Outbox.Push("a", new Snapshot { Regions = regions, Unknown = new int[60_000] });
        Outbox.Push("a", new MappingSet { Mappings = mappings });
        var told = await Server.Calls.Until(all => all.OfType<MappingSet>().Any());
        Assert.Equal(regions, told.OfType<Snapshot>().Single().Regions);
        Assert.Equal(mappings, told.OfType<MappingSet>().Single().Mappings);
    }
}
