using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Fixtures;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Tests.Sessions;

namespace Damon.Sampler.Tests.Live;

[Collection(nameof(LiveCollection))]
public sealed class FollowChildrenTests
{
    [Fact]
    public async Task StartSession_ProcessWithAChild_SamplesBothUntilTheyEnd()
    {
        var output = new RecordingOutput();
        using var manager = LiveSampler.Start(LiveSampler.Processes(), output);
        using var process = Workload.Run("shared", "8");
        var order = SamplerFixture.Order("a", process.Pid) with { Attributes = new MonitoringAttributes(), FollowChildren = true };
        Assert.Equal(CommandCode.Ok, (await manager.StartSession(order)).Answer.Code);

        var ofChild = await output.First<Snapshot>(one => one.Target == 1);
        Assert.NotEmpty(ofChild.Regions);
        Assert.True(ofChild.ResidentBytes > 8 << 20);
        // Both map the same pages, which no advice makes old: nothing of them can be observed.
        await output.First<Snapshot>(one => one.Target == 1 && one.Unknown is not null && one.Regions.Zip(one.Unknown).Any(pair =>
            pair.First.Start >= process.Start && pair.First.End <= process.End && pair.Second == one.MaxNrAccesses));
        var mappings = await output.First<MappingSet>(one => one.Target == 1);
        Assert.Contains(mappings.Mappings, mapping => mapping.Kind == MappingKind.Stack);

        // The child dies with its parent, and with them the session.
        process.Kill();
        var last = await output.First<SessionStatus>(one => one.EndedAt is not null);
        Assert.Equal((SessionState.Stopped, "Every target has exited."), (last.State, last.EndedBecause));
        Assert.Equal(2, last.Targets.Length);
        Assert.All(last.Targets, target => Assert.NotNull(target.EndedBecause));
    }
}
