using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Sessions;

public sealed class SessionManagerTests : IDisposable
{
    private readonly SamplerFixture _sampler = new();

    public void Dispose() => _sampler.Dispose();

    [Fact]
    public async Task StartSession_LiveProcess_SamplesUntilStopped()
    {
        var process = _sampler.AddProcess(12);
        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        Assert.Equal((CommandCode.Ok, OperationsKind.PageTable), (answer.Answer.Code, answer.Operations));
        var target = Assert.Single(answer.Targets);
        Assert.Equal((0, 12, "work", "/bin/work -x"), (target.Index, target.Pid, target.Name, target.CommandLine));
        Assert.Equal(["a"], _sampler.Manager.Running);

        var snapshot = await _sampler.Output.First<Snapshot>(one => one.Seq == 3);
        Assert.Equal((5, 1_000L, 250L * Environment.SystemPageSize), (snapshot.MaxNrAccesses, snapshot.SamplingIntervalUs, snapshot.ResidentBytes));
        Assert.All(snapshot.Regions, region => Assert.Equal(5, region.NrAccesses));
        Assert.Null(snapshot.Unknown);
        Assert.True(snapshot.SamplerCpuUs > 0);
        Assert.Equal("/bin/work", Assert.Single((await _sampler.Output.First<MappingSet>(_ => true)).Mappings).Name);

        _sampler.Output.Deliveries.SetResult();
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StopSession("a")).Code);
        Assert.Empty(_sampler.Manager.Running);
        Assert.True(process.IsDisposed);
        Assert.True(_sampler.Provider.Operations.IsDisposed);
        Assert.Equal(SessionState.Running, _sampler.Output.All<SessionStatus>()[0].State);
        var last = Assert.IsType<SessionStatus>(_sampler.Output.All()[^1]);
        Assert.Equal((SessionState.Stopped, "Stopped as asked."), (last.State, last.EndedBecause));
        Assert.NotNull(last.EndedAt);
        Assert.True(last.SamplerCpuSeconds > 0);
        Assert.Equal(Enumerable.Range(0, _sampler.Output.All<Snapshot>().Count).Select(seq => (long)seq), _sampler.Output.All<Snapshot>().Select(one => one.Seq));
    }

    [Fact]
    public async Task Session_ProcessExecutesOtherPrograms_TellsEachWithItsTimeBeforeItsMappings()
    {
        _sampler.AddProcess(12, "sh");
        _sampler.Proc.Add(12, "sh", commandLine: "sh\0run\0", stackStart: 1_000);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        await _sampler.Output.First<MappingSet>(_ => true);

        // Another name alone is no other program, and one that is being loaded is not told yet.
        _sampler.Proc.Add(12, "renamed", commandLine: "sh\0run\0", stackStart: 1_000);
        await _sampler.Output.First<SessionStatus>(one => one.Targets[0] is { Name: "renamed", EarlierPrograms.Count: 0 });
        _sampler.Proc.Add(12, "loading", commandLine: "sh\0run\0", stackStart: 0);
        _sampler.Proc.Add(12, "redis", commandLine: "redis\0--x\0", maps: "00400000-00401000 r-xp 00000000 08:01 7 /bin/redis\n", stackStart: 2_000);
        var redis = await _sampler.Output.First<SessionStatus>(one => one.Targets[0].Name == "redis");
        var mapped = await _sampler.Output.First<MappingSet>(one => one.Mappings[0].Name == "/bin/redis");

        // The same program once more.
        _sampler.Proc.Add(12, "redis", commandLine: "redis\0--x\0", stackStart: 3_000);
        var again = await _sampler.Output.First<SessionStatus>(one => one.Targets[0].EarlierPrograms.Count == 2);

        var first = Assert.Single(redis.Targets[0].EarlierPrograms);
        Assert.Equal(("renamed", "sh run", "redis --x"), (first.Name, first.CommandLine, redis.Targets[0].CommandLine));
        Assert.InRange(first.UntilUs, 1, mapped.AtUs);
        Assert.Equal([first, new EarlierProgram("redis", "redis --x", again.Targets[0].EarlierPrograms[1].UntilUs)], again.Targets[0].EarlierPrograms);
        Assert.DoesNotContain(_sampler.Output.All<SessionStatus>(), one => one.Targets[0].Name == "loading");
    }

    [Fact]
    public async Task StopSession_LastSnapshotNotYetDelivered_Waits()
    {
        _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        var stop = _sampler.Manager.StopSession("a");
        await _sampler.Output.First<SessionStatus>(one => one.State == SessionState.Stopped);
        Assert.False(stop.IsCompleted);
        _sampler.Output.Deliveries.SetResult();
        Assert.Equal(CommandCode.Ok, (await stop).Code);
    }

    [Fact]
    public async Task StopSession_Twice_SecondSaysItDoesNotRun()
    {
        _sampler.AddProcess(12);
        _sampler.Output.Deliveries.SetResult();
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StopSession("a")).Code);
        Assert.Equal(CommandCode.NotRunning, (await _sampler.Manager.StopSession("a")).Code);
        Assert.Equal(CommandCode.NotRunning, (await _sampler.Manager.UpdateAttributes("a", new MonitoringAttributes())).Code);
    }

    [Fact]
    public async Task StartSession_UnknownPid_IsNoSuchProcess()
        => AssertRefused(CommandCode.NoSuchProcess, "targets[0].pid", await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12)));

    [Theory]
    [InlineData(0, CommandCode.Ok)]
    [InlineData(-10, CommandCode.Ok)]
    [InlineData(10, CommandCode.Ok)]
    [InlineData(50, CommandCode.NoSuchProcess)]
    [InlineData(-50, CommandCode.NoSuchProcess)]
    [InlineData(-86_400_000, CommandCode.NoSuchProcess)]
    public async Task StartSession_StartTimeGiven_MustFit(int offByMs, CommandCode expected)
    {
        _sampler.AddProcess(12);
        var started = _sampler.Proc.Table().Read(12)!.StartTime;
        var order = SamplerFixture.Order("a", 12) with { Targets = [new StartTarget(12, started.AddMilliseconds(offByMs))] };
        Assert.Equal(expected, (await _sampler.Manager.StartSession(order)).Answer.Code);
    }

    [Theory]
    [InlineData(0, CommandCode.Ok)]
    [InlineData(2, CommandCode.NoSuchProcess)]
    public async Task StartSession_StartTimeOfWholeSeconds_MustFitWithinOne(int later, CommandCode expected)
    {
        _sampler.AddProcess(12);
        var started = _sampler.Proc.Table().Read(12)!.StartTime;
        var cut = DateTimeOffset.FromUnixTimeSeconds(started.ToUnixTimeSeconds() + later);
        var order = SamplerFixture.Order("a", 12) with { Targets = [new StartTarget(12, cut)] };
        Assert.Equal(expected, (await _sampler.Manager.StartSession(order)).Answer.Code);
    }

    [Fact]
    public async Task StartSession_ProcessThatMayNotBeRead_IsForbidden()
    {
        _sampler.Proc.Add(12, maps: "");
        AssertRefused(CommandCode.Forbidden, "targets[0].pid", await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12)));
    }

    [Fact]
    public async Task StartSession_SamplerItself_IsForbidden()
    {
        _sampler.AddProcess(999);
        AssertRefused(CommandCode.Forbidden, "targets[0].pid", await _sampler.Manager.StartSession(SamplerFixture.Order("a", 999)));
    }

    [Fact]
    public async Task StartSession_OperationsThatDoNotWorkHere_IsUnavailableWithTheReason()
    {
        _sampler.AddProcess(12);
        _sampler.Provider.Obstacle = "libbpf is missing; install libbpf1.";
        foreach (var kind in new[] { OperationsKind.Auto, OperationsKind.PageTable })
        {
            var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12) with { Operations = kind });
            AssertRefused(CommandCode.Unavailable, "operations", answer);
            Assert.Contains("libbpf1", answer.Answer.Message);
        }

        Assert.Contains(_sampler.Catalog.Describe(), one => one is { Kind: OperationsKind.PageTable, Obstacle: "libbpf is missing; install libbpf1." });
    }

    [Theory]
    [InlineData(OperationsKind.KernelDamon)]
    [InlineData(OperationsKind.PageIdle)]
    [InlineData(OperationsKind.Referenced)]
    public async Task StartSession_OperationsNotBuiltYet_IsNotImplemented(OperationsKind kind)
    {
        _sampler.AddProcess(12);
        AssertRefused(CommandCode.NotImplemented, "operations", await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12) with { Operations = kind }));
        Assert.Contains(_sampler.Catalog.Describe(), one => one.Kind == kind && one.Obstacle is not null);
    }

    [Theory]
    [InlineData(OperationsProblem.NoSuchProcess, CommandCode.NoSuchProcess)]
    [InlineData(OperationsProblem.Forbidden, CommandCode.Forbidden)]
    [InlineData(OperationsProblem.Unavailable, CommandCode.Unavailable)]
    public async Task StartSession_OpeningFails_TellsWhy(OperationsProblem problem, CommandCode expected)
    {
        _sampler.AddProcess(12);
        _sampler.Provider.Fault = new OperationsException(problem, "It can't be.");
        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        Assert.Equal((expected, "It can't be."), (answer.Answer.Code, answer.Answer.Message));
        Assert.Empty(_sampler.Manager.Running);
    }

    [Fact]
    public async Task StartSession_SecondTargetCannotBeOpened_ReleasesEverything()
    {
        var first = _sampler.AddProcess(12);
        _sampler.Proc.Add(13);
        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12, 13));
        Assert.Equal(CommandCode.NoSuchProcess, answer.Answer.Code);
        Assert.True(first.IsDisposed);
        Assert.True(_sampler.Provider.Operations.IsDisposed);
        Assert.Empty(_sampler.Manager.Running);
    }

    [Fact]
    public async Task StartSession_BadFields_AreNamed()
    {
        _sampler.AddProcess(12);
        var order = SamplerFixture.Order("a", 12);
        AssertRefused(CommandCode.InvalidArgument, "attributes.minRegions", await _sampler.Manager.StartSession(order with { Attributes = order.Attributes with { MinRegions = 2 } }));
        AssertRefused(CommandCode.InvalidArgument, "targets", await _sampler.Manager.StartSession(order with { Targets = [] }));
        AssertRefused(CommandCode.InvalidArgument, "targets", await _sampler.Manager.StartSession(SamplerFixture.Order("a", [.. Enumerable.Range(1, 33)])));
        AssertRefused(CommandCode.InvalidArgument, "targets[1].pid", await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12, 12)));
    }

    [Fact]
    public async Task StartSession_ProcessSampledAlready_IsBusy()
    {
        _sampler.AddProcess(12);
        _sampler.AddProcess(13);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        AssertRefused(CommandCode.Busy, "targets[1].pid", await _sampler.Manager.StartSession(SamplerFixture.Order("b", 13, 12)));
        AssertRefused(CommandCode.Busy, null, await _sampler.Manager.StartSession(SamplerFixture.Order("a", 13)));
    }

    [Fact]
    public async Task TargetExits_LastOne_SessionEndsByItself()
    {
        var process = _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        await _sampler.Output.First<Snapshot>(_ => true);
        process.IsValid = false;
        var last = await _sampler.Output.First<SessionStatus>(one => one.EndedAt is not null);
        Assert.Equal((SessionState.Stopped, "Every target has exited."), (last.State, last.EndedBecause));
        Assert.Equal("The process has exited.", Assert.Single(last.Targets).EndedBecause);
        Assert.True(_sampler.Provider.Operations.IsDisposed);
    }

    [Fact]
    public async Task AccessChecksFail_SessionFailsWithTheirSentence()
    {
        var process = _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        process.Fault = new OperationsException(OperationsProblem.Forbidden, "CAP_SYS_NICE is missing.");
        var last = await _sampler.Output.First<SessionStatus>(one => one.EndedAt is not null);
        Assert.Equal((SessionState.Failed, "CAP_SYS_NICE is missing."), (last.State, last.EndedBecause));
    }

    [Fact]
    public async Task UpdateAttributes_WhileRunning_ChangesSnapshotsOrNothing()
    {
        _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        var bad = await _sampler.Manager.UpdateAttributes("a", new MonitoringAttributes { MaxRegions = 5 });
        Assert.Equal((CommandCode.InvalidArgument, "attributes.maxRegions"), (bad.Code, bad.Field));
        var good = await _sampler.Manager.UpdateAttributes("a", new MonitoringAttributes { SamplingIntervalUs = 2_000, AggregationIntervalUs = 6_000 });
        Assert.Equal(CommandCode.Ok, good.Code);
        var changed = await _sampler.Output.First<Snapshot>(one => one.SamplingIntervalUs == 2_000);
        Assert.Equal(3, changed.MaxNrAccesses);
    }

    [Fact]
    public async Task FollowChildren_NewChild_BecomesATarget()
    {
        _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12) with { FollowChildren = true });
        _sampler.AddProcess(30, "child");
        _sampler.Proc.Write("12/task/12/children", "30 ");
        var snapshot = await _sampler.Output.First<Snapshot>(one => one.Target == 1);
        Assert.Equal(0, snapshot.Seq);
        var status = await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 2);
        Assert.Equal((1, 30, "child"), (status.Targets[1].Index, status.Targets[1].Pid, status.Targets[1].Name));
        // Its name changes when it executes something else.
        _sampler.Proc.Add(30, "grown");
        await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 2 && one.Targets[1].Name == "grown");
    }

    [Fact]
    public async Task FollowChildren_NotAskedFor_LeavesThemAlone()
    {
        _sampler.AddProcess(12);
        _sampler.AddProcess(30, "child");
        _sampler.Proc.Write("12/task/12/children", "30 ");
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        await _sampler.Output.First<MappingSet>(_ => true);
        await _sampler.Output.First<Snapshot>(one => one.Seq == 10);
        Assert.DoesNotContain(_sampler.Output.All<SessionStatus>(), one => one.Targets.Length > 1);
    }

    [Fact]
    public async Task Abandon_UnknownSession_EndsItAndForgetsWhatWaits()
    {
        _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        await _sampler.Manager.AbandonAsync("a");
        await _sampler.Manager.AbandonAsync("never seen");
        Assert.Empty(_sampler.Manager.Running);
        Assert.Equal(["a", "never seen"], _sampler.Output.Forgotten);
    }

    [Fact]
    public async Task EndAll_Running_SaysInterruptedAndRefusesNewOnes()
    {
        _sampler.AddProcess(12);
        await _sampler.Manager.StartSession(SamplerFixture.Order("a", 12));
        await _sampler.Manager.EndAllAsync("The sampler was stopped.");
        var last = Assert.IsType<SessionStatus>(_sampler.Output.All()[^1]);
        Assert.Equal((SessionState.Interrupted, "The sampler was stopped."), (last.State, last.EndedBecause));
        AssertRefused(CommandCode.Unavailable, null, await _sampler.Manager.StartSession(SamplerFixture.Order("b", 12)));
    }

    [Fact]
    public async Task ListProcesses_Query_IsAnswered()
    {
        _sampler.AddProcess(12, "redis");
        _sampler.Proc.Add(13, "other");
        Assert.Equal(12, Assert.Single(await _sampler.Manager.ListProcesses(new ProcessQuery("redis", 10))).Pid);
    }

    [Theory]
    [InlineData(null, "redis*", new[] { 12, 13 })]
    [InlineData("13", "redis*", new[] { 13 })]
    [InlineData(null, "postgres", new int[0])]
    public async Task ListProcesses_OfAGroup_AreItsOwn(string? search, string command, int[] pids)
    {
        _sampler.AddProcess(12, "redis-server");
        _sampler.AddProcess(13, "redis-rdb");
        _sampler.Proc.Add(14, "other");

        var found = await _sampler.Manager.ListProcesses(new ProcessQuery(search, 10, GroupKind.Command, command));

        Assert.Equal(pids, found.Select(process => process.Pid).Order());
    }

    private static void AssertRefused(CommandCode code, string? field, StartAnswer answer)
    {
        Assert.Equal((code, field), (answer.Answer.Code, answer.Answer.Field));
        Assert.NotEmpty(answer.Answer.Message!);
        Assert.Empty(answer.Targets);
    }
}
