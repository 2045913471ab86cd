using System.Globalization;
using Damon.Contracts.Groups;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Tests.Groups;

namespace Damon.Sampler.Tests.Sessions;

public sealed class GroupSessionTests : IDisposable
{
    private readonly SamplerFixture _sampler = new();

    public GroupSessionTests() => _sampler.Output.Deliveries.SetResult();

    public void Dispose() => _sampler.Dispose();

    [Fact]
    public async Task StartSession_Command_SamplesAllThatMatchBiggestFirst()
    {
        AddProcess(12, "redis", residentKb: 100);
        AddProcess(13, "redis-child", residentKb: 200);
        AddProcess(14, "other");

        var answer = await Start("a", Command("redis*"));

        Assert.Equal(CommandCode.Ok, answer.Answer.Code);
        Assert.Equal([(0, 13, (int?)0), (1, 12, (int?)0)], answer.Targets.Select(target => (target.Index, target.Pid, target.Group)));
        Assert.Equal([new SessionGroupResource { Kind = GroupKind.Command, Name = "redis*", Processes = 2 }], answer.Groups!);
        await _sampler.Output.First<Snapshot>(one => one.Target == 1);
    }

    [Fact]
    public async Task StartSession_ProcessesAndGroups_TakesEachProcessOnceByTheFirstThatNamesIt()
    {
        AddProcess(12, "redis");
        AddProcess(13, "redis");
        AddProcess(14, "alone");
        new CgroupTree(_sampler.Proc).MountUnified().Group("unified", "/system.slice/redis.service", 13, 14);

        var answer = await Start("a", new StartTarget(0, null, GroupKind.Unit, "redis"), Command("redis*"), new StartTarget(12, null));

        Assert.Equal([(12, null), (13, (int?)0), (14, (int?)0)], answer.Targets.Select(target => (target.Pid, target.Group)));
        Assert.Equal([("redis", 2), ("redis*", 2)], answer.Groups!.Select(group => (group.Name, group.Processes)));
    }

    [Fact]
    public async Task Follow_ProcessesThatJoinAndEnd_BecomeTargetsAndAreCounted()
    {
        var tree = new CgroupTree(_sampler.Proc).MountUnified().Group("unified", "/shop", 12);
        AddProcess(12, "redis");
        await Start("a", new StartTarget(0, null, GroupKind.Cgroup, "/shop"));

        AddProcess(13, "worker");
        tree.Group("unified", "/shop/workers", 13);
        var joined = await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 2 && one.Groups[0].Processes == 2);
        Assert.Equal((1, 13, "worker", 0), (joined.Targets[1].Index, joined.Targets[1].Pid, joined.Targets[1].Name, joined.Targets[1].Group));
        await _sampler.Output.First<Snapshot>(one => one.Target == 1);

        tree.Group("unified", "/shop");
        _sampler.Provider.Operations.Processes[12].IsValid = false;
        var left = await _sampler.Output.First<SessionStatus>(one => one.Groups[0].Processes == 1 && one.Targets[0].EndedBecause is not null);
        Assert.Equal((SessionState.Running, null), (left.State, left.Targets[1].EndedBecause));
    }

    [Fact]
    public async Task Follow_TheGroupIsEmptyForAWhile_GoesOnWithItsNextProcess()
    {
        AddProcess(12, "redis");
        await Start("a", Command("redis"));
        await _sampler.Output.First<Snapshot>(_ => true);

        End(12);
        var empty = await _sampler.Output.First<SessionStatus>(one => one.Groups[0].Processes == 0 && one.Targets[0].EndedBecause is not null && one.Cost?.LimitedBy is not null);
        Assert.Equal((SessionState.Running, null), (empty.State, empty.EndedAt));

        AddProcess(30, "redis");
        var snapshot = await _sampler.Output.First<Snapshot>(one => one.Target == 1);
        Assert.Equal(0, snapshot.Seq);
        Assert.Equal(CommandCode.Ok, (await _sampler.Manager.StopSession("a")).Code);
        Assert.Equal((SessionState.Stopped, 2, 1), Assert.IsType<SessionStatus>(_sampler.Output.All()[^1]) is var last ? (last.State, last.Targets.Length, last.Groups[0].Processes) : default);
    }

    [Fact]
    public async Task Follow_PidUsedAgain_IsAnotherProcess()
    {
        AddProcess(12, "redis");
        AddProcess(13, "redis");
        await Start("a", Command("redis"));

        End(12);
        await _sampler.Output.First<SessionStatus>(one => one.Groups[0].Processes == 1);
        AddProcess(12, "redis", startTicks: 9_999);

        var again = await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 3);
        Assert.Equal((12, again.Targets[0].StartTime.AddSeconds(87.65)), (again.Targets[2].Pid, again.Targets[2].StartTime));
    }

    [Fact]
    public async Task Follow_ProcessWhoseChecksFailed_IsNotTriedAgainAndSaidSo()
    {
        AddProcess(12, "redis");
        var failing = AddProcess(13, "redis");
        await Start("a", Command("redis"));
        failing.Fault = new Sampler.Monitoring.OperationsException("It can't be.");

        var status = await _sampler.Output.First<SessionStatus>(one => one.Groups[0].Remark is not null);

        Assert.Equal((2, "Left out: 1 that could not be monitored (see the targets that have ended)."), (status.Groups[0].Processes, status.Groups[0].Remark));
        Assert.Equal(2, status.Targets.Length);
    }

    [Theory]
    [InlineData(GroupKind.Cgroup, "/none", "targets[1].cgroup")]
    [InlineData(GroupKind.Unit, "none.service", "targets[1].unit")]
    [InlineData(GroupKind.Container, "0123456789ab", "targets[1].container")]
    [InlineData(GroupKind.Command, "none*", "targets[1].command")]
    public async Task StartSession_GroupWithoutProcess_IsNoSuchProcessWithTheRemedy(GroupKind kind, string name, string field)
    {
        AddProcess(12, "redis");

        var answer = (await Start("a", new StartTarget(12, null), new StartTarget(0, null, kind, name))).Answer;

        Assert.Equal((CommandCode.NoSuchProcess, field), (answer.Code, answer.Field));
        Assert.Contains(name, answer.Message);
        Assert.Contains("GET /api/v1/groups", answer.Message);
        Assert.Empty(_sampler.Manager.Running);
    }

    [Fact]
    public async Task StartSession_GroupWithBadName_IsInvalid()
    {
        var answer = (await Start("a", new StartTarget(0, null, GroupKind.Cgroup, "/a/../b"))).Answer;
        Assert.Equal((CommandCode.InvalidArgument, "targets[0].cgroup"), (answer.Code, answer.Field));
    }

    [Fact]
    public async Task StartSession_GroupOfProcessesThatMayNotBeRead_IsForbidden()
    {
        _sampler.Proc.Add(12, "redis", maps: "");
        var answer = (await Start("a", Command("redis"))).Answer;
        Assert.Equal((CommandCode.Forbidden, "targets[0].command"), (answer.Code, answer.Field));
        Assert.Contains("CAP_SYS_PTRACE", answer.Message);
    }

    [Fact]
    public async Task StartSession_MemberThatEndsMeanwhile_IsLeftOut()
    {
        AddProcess(12, "redis");
        AddProcess(13, "redis");
        _sampler.Provider.Operations.Processes.Remove(13);

        var answer = await Start("a", Command("redis"));

        Assert.Equal(CommandCode.Ok, answer.Answer.Code);
        Assert.Equal((0, 12), Assert.Single(answer.Targets) is var target ? (target.Index, target.Pid) : default);
    }

    [Fact]
    public async Task StartSession_EveryMemberEndsMeanwhile_IsNoSuchProcess()
    {
        AddProcess(12, "redis");
        _sampler.Provider.Operations.Processes.Remove(12);
        Assert.Equal(CommandCode.NoSuchProcess, (await Start("a", Command("redis"))).Answer.Code);
        Assert.Empty(_sampler.Manager.Running);
    }

    [Fact]
    public async Task StartSession_MembersOfAnotherSession_AreLeftOutAndNamedPidsRefused()
    {
        AddProcess(12, "redis");
        AddProcess(13, "redis");
        await Start("a", new StartTarget(12, null));

        var answer = await Start("b", Command("redis"));
        Assert.Equal([13], answer.Targets.Select(target => target.Pid));
        Assert.Equal((2, "Left out: 1 monitored by another session with the same operations."), (answer.Groups![0].Processes, answer.Groups[0].Remark));

        var pid = (await Start("c", new StartTarget(13, null))).Answer;
        Assert.Equal((CommandCode.Busy, "targets[0].pid"), (pid.Code, pid.Field));
        Assert.Contains("Session b", pid.Message);
        var all = (await Start("d", Command("redis"))).Answer;
        Assert.Equal((CommandCode.Busy, "targets[0].command"), (all.Code, all.Field));

        // What the other session has let go of is taken.
        await _sampler.Manager.StopSession("a");
        await _sampler.Output.First<SessionStatus>(one => one.SessionId == "b" && one.Targets.Length == 2 && one.Groups[0].Remark is null);
    }

    [Fact]
    public async Task Follow_AProcessThatEndsAndComesAgain_IsARestart()
    {
        AddProcess(11, "redis-sentinel");
        AddProcess(12, "redis-server");
        await Start("a", Command("redis*"));

        // The monitoring has not noticed the end yet.
        Directory.Delete(Path.Combine(_sampler.Proc.Path, "12"), recursive: true);
        AddProcess(30, "redis-server", startTicks: 9_999);
        var status = await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 3);

        Assert.Equal([null, null, status.Targets.Single(target => target.Pid == 12).Index], status.Targets.Select(target => target.RestartOf));
    }

    [Fact]
    public async Task Follow_OneMoreOfAKindOrAForkedWorker_IsNoRestart()
    {
        AddProcess(12, "postgres");
        AddProcess(13, "postgres");
        await Start("a", Command("postgres"));
        End(13);
        await _sampler.Output.First<SessionStatus>(one => one.Targets.Any(target => target.EndedBecause is not null));

        // One of its kind lives; and one is forked by it, under a command line of its own that has been there before.
        AddProcess(30, "postgres", startTicks: 9_999);
        await _sampler.Output.First<SessionStatus>(one => one.Targets.Length == 3);
        foreach (var pid in new[] { 31, 32 })
        {
            AddProcess(pid, "postgres", startTicks: 9_999);
            _sampler.Proc.Add(pid, "postgres", parent: 12, startTicks: 9_999, commandLine: "postgres: app idle\0");
            await _sampler.Output.First<SessionStatus>(one => one.Targets.Any(target => target.Pid == pid));
            End(pid);
            await _sampler.Output.First<SessionStatus>(one => one.Targets.Any(target => target.Pid == pid && target.EndedBecause is not null));
        }

        Assert.All(_sampler.Output.All<SessionStatus>()[^1].Targets, target => Assert.Null(target.RestartOf));
    }

    [Fact]
    public async Task Follow_TwoSessionsWantTheSameProcess_OnlyOneGetsIt()
    {
        AddProcess(12, "redis");
        AddProcess(20, "one");
        AddProcess(21, "two");
        await Start("x", new StartTarget(12, null));
        await Start("a", new StartTarget(20, null), Command("red*"));
        await Start("b", new StartTarget(21, null), Command("*dis"));

        for (var pid = 30; pid < 40; pid++)
        {
            AddProcess(pid, "redis");
        }

        var a = await _sampler.Output.First<SessionStatus>(one => one.SessionId == "a" && (one.Groups[0].Processes == 11 || one.EndedAt is not null));
        var b = await _sampler.Output.First<SessionStatus>(one => one.SessionId == "b" && (one.Groups[0].Processes == 11 || one.EndedAt is not null));
        Assert.Equal((null, null), (a.EndedBecause, b.EndedBecause));
        await _sampler.Manager.StopSession("a");
        await _sampler.Manager.StopSession("b");
        var taken = _sampler.Output.All<SessionStatus>().Where(one => one.EndedAt is not null).SelectMany(one => one.Targets).Where(target => target.Pid >= 30).Select(target => target.Pid).ToList();
        Assert.Equal(Enumerable.Range(30, 10), taken.Distinct().Order());

        // The one that stopped first let go of some; until then none was in both.
        Assert.Empty(a.Targets.Where(target => target.Pid >= 30).Select(target => target.Pid).Intersect(b.Targets.Select(target => target.Pid)));
    }

    [Fact]
    public async Task StartSession_FiveHundredAndTwelveProcesses_AreAllSampled()
    {
        const int count = 512;
        for (var pid = 1_001; pid <= 1_000 + count; pid++)
        {
            AddProcess(pid, "worker");
        }

        var slow = new MonitoringAttributes { SamplingIntervalUs = 100_000, AggregationIntervalUs = 200_000, UpdateIntervalUs = 1_000_000, MaxRegions = 2_000, Plan = SamplingPlan.Kernel };
        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a") with { Targets = [Command("worker")], Attributes = slow });
        Assert.Equal(count, answer.Targets.Length);
        await _sampler.Output.First<Snapshot>(one => one.Target == count - 1);

        // One more joins, and not one of the others is taken twice.
        AddProcess(2_000, "worker");
        var status = await _sampler.Output.First<SessionStatus>(one => one.Groups[0].Processes == count + 1 && one.Targets.Length > count);
        Assert.Equal(count + 1, status.Targets.Select(target => target.Pid).Distinct().Count());
        Assert.Equal(count + 1, status.Targets.Length);
    }

    [Fact]
    public async Task Follow_ReadingMappingsIsExpensive_ThoseOfANewProcessAreReadAtOnce()
    {
        // It takes long enough to read for a rest of seconds.
        var many = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{0x1000L * ((2 * i) + 1):x}-{0x1000L * ((2 * i) + 2):x} rw-p 00000000 00:00 0\n"));
        AddProcess(12, "redis");
        _sampler.Proc.Add(12, "redis", maps: many);
        await Start("a", Command("redis"));
        await _sampler.Output.First<MappingSet>(one => one.Target == 0);

        _sampler.Proc.Add(12, "redis", maps: many[..(many.Length / 2)]);
        AddProcess(13, "redis");
        await _sampler.Output.First<MappingSet>(one => one.Target == 1);

        Assert.Single(_sampler.Output.All<MappingSet>(), one => one.Target == 0);
    }

    [Fact]
    public async Task ListGroups_Query_IsAnswered()
    {
        AddProcess(12, "redis", residentKb: 8);
        AddProcess(13, "other");
        Assert.Equal(
            [new GroupResource { Kind = GroupKind.Command, Name = "redis", Processes = 1, ResidentBytes = 8_192 }],
            await _sampler.Manager.ListGroups(new GroupQuery("redis", 10)));
    }

    private static StartTarget Command(string pattern) => new(0, null, GroupKind.Command, pattern);

    private Task<StartAnswer> Start(string id, params StartTarget[] targets) => _sampler.Manager.StartSession(SamplerFixture.Order(id) with { Targets = targets });

    private Monitoring.FakeTargetOperations AddProcess(int pid, string name, long residentKb = 1_000, ulong startTicks = 1_234)
    {
        var operations = _sampler.AddProcess(pid, name);
        _sampler.Proc.Add(pid, name, residentKb: residentKb, startTicks: startTicks);
        return operations;
    }

    private void End(int pid)
    {
        _sampler.Provider.Operations.Processes[pid].IsValid = false;
        Directory.Delete(Path.Combine(_sampler.Proc.Path, pid.ToString(CultureInfo.InvariantCulture)), recursive: true);
    }
}
