using System.Diagnostics;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Groups;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions;
using Damon.Sampler.Tests.Sessions;

namespace Damon.Sampler.Tests.Live;

[Collection(nameof(LiveCollection))]
public sealed class FollowGroupsTests : IDisposable
{
    private static readonly TimeSpan Promise = TimeSpan.FromSeconds(2);

    private readonly ProcessTable _table = LiveSampler.Processes();
    private readonly RecordingOutput _output = new();
    private readonly Sleepers _sleepers = new();
    private SessionManager? _manager;

    public void Dispose()
    {
        _manager?.EndAllAsync("The test is over.").GetAwaiter().GetResult();
        _manager?.Dispose();
        _sleepers.Dispose();
    }

    [Fact]
    public void Search_RealCgroup_FindsItsProcessesAndThoseBelow()
    {
        using var group = RealCgroup.Create();
        try
        {
            var search = new GroupSearch(_table, TimeProvider.System);
            var (inside, below, outside) = (_sleepers.Start(), _sleepers.Start(), _sleepers.Start());
            group.Take(inside);
            group.Take(below, "/below");

            var members = search.Open(GroupKind.Cgroup, group.Path);
            var pids = new HashSet<int>();
            search.Refresh();
            members.AddTo(pids);

            Assert.Equal(new[] { inside, below }.Order(), pids.Order());
            Assert.Contains(new GroupListing(_table).List(group.Path, 10), one => one is { Kind: GroupKind.Cgroup, Processes: 2 } && one.Name == group.Path);
            Assert.DoesNotContain(outside, pids);
        }
        finally
        {
            _sleepers.End();
        }
    }

    [Fact]
    public async Task Follow_Command_TakesEachWithinTwoSecondsAndOutlivesThemAll()
    {
        _sleepers.Start();
        await Start(new StartTarget(0, null, GroupKind.Command, _sleepers.CommandLine));

        for (var target = 1; target <= 3; target++)
        {
            await JoinInTime(target, () => _sleepers.Start());
        }

        _sleepers.End();
        await _output.First<SessionStatus>(one => one.Groups[0].Processes == 0 && one.Targets.All(target => target.EndedBecause is not null));

        await JoinInTime(4, () => _sleepers.Start());
        Assert.DoesNotContain(_output.All<SessionStatus>(), one => one.EndedAt is not null);
        var snapshot = await _output.First<Snapshot>(one => one.Target == 4);
        Assert.InRange(snapshot.EndUs - snapshot.StartUs, 1, 1_000_000);
    }

    [Fact]
    public async Task Follow_RealCgroup_TakesWhatIsMovedIntoIt()
    {
        using var group = RealCgroup.Create();
        try
        {
            group.Take(_sleepers.Start());
            await Start(new StartTarget(0, null, GroupKind.Cgroup, group.Path));
            var second = _sleepers.Start();
            await JoinInTime(1, () => group.Take(second, "/below"));
            Assert.Equal(second, _output.All<SessionStatus>()[^1].Targets[1].Pid);
        }
        finally
        {
            _sleepers.End();
        }
    }

    private async Task Start(StartTarget group)
    {
        _manager = LiveSampler.Start(_table, _output);
        var answer = await _manager.StartSession(SamplerFixture.Order("a") with { Targets = [group], Attributes = new MonitoringAttributes() });
        Assert.Equal((CommandCode.Ok, null), (answer.Answer.Code, answer.Answer.Message));
        Assert.Equal(0, Assert.Single(answer.Targets).Group);
    }

    private async Task JoinInTime(int target, Action begin)
    {
        var clock = Stopwatch.StartNew();
        begin();
        await _output.First<SessionStatus>(one => one.Targets.Length > target && one.State == SessionState.Running);
        Assert.True(clock.Elapsed < Promise, $"It took {clock.Elapsed.TotalSeconds:0.00} s.");
    }
}
