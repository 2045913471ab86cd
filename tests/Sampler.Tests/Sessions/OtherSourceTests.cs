using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>A session on a source that produces snapshots by itself.</summary>
public sealed class OtherSourceTests : IDisposable
{
    private readonly FakeSource _source = new(OperationsKind.KernelDamon) { CpuNs = 3_000_000_000 };
    private readonly SamplerFixture _sampler;

    public OtherSourceTests()
    {
        _sampler = new SamplerFixture(others: _source);
        _sampler.AddProcess(12);
        _sampler.Output.Deliveries.SetResult();
    }

    public void Dispose() => _sampler.Dispose();

    [Fact]
    public async Task StartSession_Auto_TakesItBecauseItComesFirst()
    {
        var answer = await Start(OperationsKind.Auto);
        Assert.Equal((CommandCode.Ok, OperationsKind.KernelDamon), (answer.Answer.Code, answer.Operations));
        Assert.Equal(1_000, _source.Attributes?.SamplingIntervalUs);
    }

    [Fact]
    public async Task Snapshots_ToldByIt_ArePushedAsTheyAre()
    {
        await Start();
        _source.Tell(0, 7, new Region(4_096, 8_192) { NrAccesses = 20, Age = 3 }, new Region(8_192, 16_384) { NrUnknown = 2 });
        var snapshot = Assert.Single(_sampler.Output.All<Snapshot>());
        Assert.Equal((0, 7L, 7_000L, 8_000L, 20, 50L), (snapshot.Target, snapshot.Seq, snapshot.StartUs, snapshot.EndUs, snapshot.MaxNrAccesses, snapshot.SamplingIntervalUs));
        Assert.Equal([new(4_096, 8_192, 20, 3), new(8_192, 16_384, 0, 0)], snapshot.Regions);
        Assert.Equal([0, 2], snapshot.Unknown!);
        Assert.Equal(250L * Environment.SystemPageSize, snapshot.ResidentBytes);
        Assert.InRange(snapshot.SamplerCpuUs, 3_000_000, 4_000_000);
    }

    [Fact]
    public async Task UpdateAttributes_WhileRunning_ReachesIt()
    {
        await Start();
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.UpdateAttributes("a", new MonitoringAttributes { MaxRegions = 77 })).Code);
        Assert.Equal(77, _source.Attributes?.MaxRegions);
    }

    [Fact]
    public async Task FollowChildren_NewChild_IsGivenToIt()
    {
        _sampler.AddProcess(30, "child");
        _sampler.Proc.Write("12/task/12/children", "30 ");
        await _sampler.Manager.StartSession(Order(OperationsKind.KernelDamon) with { FollowChildren = true });
        var status = await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 2);
        Assert.Equal((1, 30, "child"), (status.Targets[1].Index, status.Targets[1].Pid, status.Targets[1].Name));
        _source.EndTarget(1, "It is gone.");
        Assert.Equal("It is gone.", (await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 2 && one.Targets[1].EndedBecause is not null)).Targets[1].EndedBecause);
    }

    [Fact]
    public async Task TargetRegions_OfManyTargets_AreToldTogetherAndOnlyWhenTheyChange()
    {
        int[] pids = [.. Enumerable.Range(40, 30)];
        foreach (var pid in pids)
        {
            _sampler.AddProcess(pid);
        }

        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a", pids) with { Operations = OperationsKind.KernelDamon });
        Assert.All(answer.Targets, target => Assert.True(target.HasRegions));
        var before = _sampler.Output.All<SessionStatus>().Count;
        for (var target = 1; target < pids.Length; target++)
        {
            _source.TellRegions(target, false);
        }

        var status = await _sampler.Output.First<SessionStatus>(one => one.Targets.Length > 0 && !one.Targets[^1].HasRegions);
        Assert.Equal([true, .. Enumerable.Repeat(false, pids.Length - 1)], status.Targets.Select(target => target.HasRegions));
        Assert.InRange(_sampler.Output.All<SessionStatus>().Count - before, 1, 3);

        _source.TellRegions(5, true);
        await _sampler.Output.First<SessionStatus>(one => one.Targets.Length > 5 && one.Targets[5].HasRegions && !one.Targets[6].HasRegions);
    }

    [Fact]
    public async Task StopSession_Running_StopsItAndLetsGo()
    {
        await Start();
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StopSession("a")).Code);
        var last = Assert.IsType<SessionStatus>(_sampler.Output.All()[^1]);
        Assert.Equal((SessionState.Stopped, "Stopped as asked."), (last.State, last.EndedBecause));
        Assert.True(last.SamplerCpuSeconds >= 3);
        Assert.True(_source.IsDisposed);
    }

    [Fact]
    public async Task EndsByItself_Fault_FailsTheSession()
    {
        await Start();
        _source.End(new MonitoringEnd(true, "The kernel has switched it off."));
        var last = await _sampler.Output.First<SessionStatus>(one => one.EndedAt is not null);
        Assert.Equal((SessionState.Failed, "The kernel has switched it off."), (last.State, last.EndedBecause));
        Assert.Empty(_sampler.Manager.Running);
    }

    [Fact]
    public async Task StartSession_ItCannotBegin_LeavesNothingBehind()
    {
        _source.StartResult = MonitoringResult.Busy;
        var answer = await Start();
        Assert.Equal((CommandCode.Unavailable, "operations"), (answer.Answer.Code, answer.Answer.Field));
        Assert.True(_source.IsDisposed);
        Assert.Empty(_sampler.Manager.Running);
        Assert.Equal(["a"], _sampler.Output.Forgotten);
    }

    [Fact]
    public async Task StartSession_ProcessSampledByAnotherKind_IsNotBusy()
    {
        await Start();
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StartSession(SamplerFixture.Order("b", 12) with { Operations = OperationsKind.PageTable })).Answer.Code);
        var again = await _sampler.Manager.StartSession(SamplerFixture.Order("c", 12) with { Operations = OperationsKind.KernelDamon });
        Assert.Equal((CommandCode.Busy, "targets[0].pid"), (again.Answer.Code, again.Answer.Field));
        Assert.Equal("Session a already monitors process 12 with the same operations. Stop it first, or watch that one.", again.Answer.Message);
    }

    private static StartSession Order(OperationsKind kind) => SamplerFixture.Order("a", 12) with { Operations = kind };

    private Task<StartAnswer> Start(OperationsKind kind = OperationsKind.KernelDamon) => _sampler.Manager.StartSession(Order(kind));
}
