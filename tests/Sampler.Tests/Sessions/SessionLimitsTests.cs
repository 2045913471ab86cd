using System.Globalization;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Groups;
using Damon.Sampler.Tests.Groups;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>What the server is told of memory limits.</summary>
public sealed class SessionLimitsTests : IDisposable
{
    private const string Container = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly SamplerFixture _sampler = new();

    public SessionLimitsTests() => _sampler.Output.Deliveries.SetResult();

    public void Dispose() => _sampler.Dispose();

    [Fact]
    public async Task ReadLimits_VersionTwo_AreThoseOfEachTargetAndGroup()
    {
        var tree = new CgroupTree(_sampler.Proc).MountUnified().Group("unified", "/shop", 12).Group("unified", "/shop/web", 13).Group("unified", "/system.slice/x.service", 14);
        Unified(tree, "/shop", "8192", 5_000);
        Unified(tree, "/shop/web", "4096", 3_000);
        Unified(tree, "/system.slice/x.service", "max", 2_000);
        Add(12, "0::/shop\n");
        Add(13, "0::/shop/web\n");
        Add(14, "0::/system.slice/x.service\n");
        await Start(new StartTarget(14, null), new StartTarget(0, null, GroupKind.Cgroup, "/shop"), new StartTarget(0, null, GroupKind.Command, "work"), new StartTarget(0, null, GroupKind.Unit, "x"));

        Assert.Equal(
            [
                new LimitReading(0, null, "/system.slice/x.service", 2, null, 2_000),
                new LimitReading(1, null, "/shop", 2, 8_192, 5_000),
                new LimitReading(2, null, "/shop/web", 2, 4_096, 3_000),
                new LimitReading(null, 0, "/shop", 2, 8_192, 5_000),
                new LimitReading(null, 2, "/system.slice/x.service", 2, null, 2_000),
            ],
            await Limits());
    }

    [Fact]
    public async Task ReadLimits_AGroupAboveWithLessThanItsOwn_IsTold()
    {
        var tree = new CgroupTree(_sampler.Proc).MountUnified().Group("unified", "/all/shop", 12);
        Unified(tree, "/all", "4096", 3_000);
        Unified(tree, "/all/shop", "8192", 2_000);
        Add(12, "0::/all/shop\n");
        await Start(new StartTarget(0, null, GroupKind.Cgroup, tree.Root("unified") + "/all/shop"));

        Assert.Equal([new LimitReading(0, null, "/all", 2, 4_096, 3_000), new LimitReading(null, 0, "/all", 2, 4_096, 3_000)], await Limits());
    }

    [Fact]
    public async Task ReadLimits_VersionOne_TakesTheGroupFromTheHierarchyWithTheController()
    {
        var tree = new CgroupTree(_sampler.Proc).Mount("memory").Mount("cpu,cpuacct").Mount("name=systemd")
            .Group("memory", $"/docker/{Container}/in", 12).Group("name=systemd", "/system.slice/x.service", 13).Group("cpu,cpuacct", "/jobs", 14);
        One(tree, $"/docker/{Container}", "8192", 5_000);
        One(tree, $"/docker/{Container}/in", "9223372036854771712", 4_000);
        One(tree, "/batch", "4096", 3_000);
        Add(12, $"4:memory:/docker/{Container}/in\n1:name=systemd:/\n");
        Add(13, "4:memory:/batch\n1:name=systemd:/system.slice/x.service\n");
        Add(14, "5:cpu,cpuacct:/jobs\n4:memory:/batch\n1:name=systemd:/\n");
        await Start(
            new StartTarget(0, null, GroupKind.Container, "0123"), new StartTarget(0, null, GroupKind.Unit, "x.service"), new StartTarget(0, null, GroupKind.Cgroup, tree.Root("cpu,cpuacct") + "/jobs"));

        Assert.Equal(
            [
                new LimitReading(0, null, $"/docker/{Container}", 1, 8_192, 5_000),
                new LimitReading(1, null, "/batch", 1, 4_096, 3_000),
                new LimitReading(2, null, "/batch", 1, 4_096, 3_000),
                new LimitReading(null, 0, $"/docker/{Container}", 1, 8_192, 5_000),
                new LimitReading(null, 1, "/batch", 1, 4_096, 3_000),
                new LimitReading(null, 2, "/batch", 1, 4_096, 3_000),
            ],
            await Limits());
    }

    [Fact]
    public async Task ReadLimits_OfAContainer_AreThoseOfTheWholeOfIt()
    {
        var tree = new CgroupTree(_sampler.Proc).MountUnified().Group("unified", $"/docker/{Container}/in", 12);
        Unified(tree, $"/docker/{Container}", "max", 5_000);
        Unified(tree, $"/docker/{Container}/in", "max", 4_000);
        Add(12, $"0::/docker/{Container}/in\n");
        await Start(new StartTarget(0, null, GroupKind.Container, "0123"));

        Assert.Equal(
            [new LimitReading(0, null, $"/docker/{Container}/in", 2, null, 4_000), new LimitReading(null, 0, $"/docker/{Container}", 2, null, 5_000)],
            await Limits());
    }

    [Fact]
    public async Task ReadLimits_TheyChangeWhileTheSessionRuns_AreThoseOfNow()
    {
        var tree = new CgroupTree(_sampler.Proc).MountUnified().Group("unified", "/a", 12).Group("unified", "/b");
        Unified(tree, "/a", "max", 1_000);
        Unified(tree, "/b", "4096", 2_000);
        Add(12, "0::/a\n");
        await Start(new StartTarget(12, null));
        Assert.Equal([new LimitReading(0, null, "/a", 2, null, 1_000)], await Limits());

        Unified(tree, "/a", "8192", 1_500);
        Assert.Equal([new LimitReading(0, null, "/a", 2, 8_192, 1_500)], await Limits());

        Cgroups(12, "0::/b\n");
        Assert.Equal([new LimitReading(0, null, "/b", 2, 4_096, 2_000)], await Limits());
    }

    [Fact]
    public async Task ReadLimits_TargetThatHasEnded_OrWhoseIdIsAnothersByNow_IsLeftOut()
    {
        var tree = new CgroupTree(_sampler.Proc).MountUnified().Group("unified", "/a", 12, 13, 14);
        Unified(tree, "/a", "8192", 1_000);
        var ends = Add(12, "0::/a\n");
        Add(13, "0::/a\n");
        Add(14, "0::/a\n");
        await Start(new StartTarget(12, null), new StartTarget(13, null), new StartTarget(14, null));

        ends.IsValid = false;
        await _sampler.Output.First<SessionStatus>(one => one.Targets[0].EndedBecause is not null);
        _sampler.Proc.Add(13, "other", startTicks: 9_999);

        Assert.Equal([2], (await Limits()).Select(limit => limit.Target));
    }

    [Fact]
    public async Task ReadLimits_NothingIsMounted_TellsNone()
    {
        Add(12, "0::/a\n");
        await Start(new StartTarget(12, null));

        Assert.Empty(await Limits());
    }

    [Fact]
    public async Task ReadLimits_OfASessionThatDoesNotRun_SaysSo()
    {
        Add(12, "0::/a\n");
        await Start(new StartTarget(12, null));
        await _sampler.Manager.StopSession("a");

        var told = await _sampler.Manager.ReadLimits("a");

        Assert.Equal((CommandCode.NotRunning, "Session a does not run here.", 0), (told.Answer.Code, told.Answer.Message, told.Limits.Length));
    }

    private Monitoring.FakeTargetOperations Add(int pid, string cgroups)
    {
        var operations = _sampler.AddProcess(pid);
        Cgroups(pid, cgroups);
        return operations;
    }

    private void Cgroups(int pid, string text) => _sampler.Proc.Write(string.Create(CultureInfo.InvariantCulture, $"{pid}/cgroup"), text);

    private static void Unified(CgroupTree tree, string path, string limit, long current)
        => tree.Write("unified", path, "memory.max", limit + "\n").Write("unified", path, "memory.current", $"{current}\n");

    private static void One(CgroupTree tree, string path, string limit, long current)
        => tree.Write("memory", path, "memory.limit_in_bytes", limit + "\n").Write("memory", path, "memory.usage_in_bytes", $"{current}\n");

    private async Task Start(params StartTarget[] targets)
    {
        var answer = await _sampler.Manager.StartSession(SamplerFixture.Order("a") with { Targets = targets });
        Assert.Equal((CommandCode.Ok, null), (answer.Answer.Code, answer.Answer.Message));
        await _sampler.Output.First<Snapshot>(_ => true);
    }

    private async Task<LimitReading[]> Limits()
    {
        var told = await _sampler.Manager.ReadLimits("a");
        Assert.Equal(CommandCode.Ok, told.Answer.Code);
        return told.Limits;
    }
}
