using Damon.Model.Groups;
using Damon.Sampler.Groups;
using Damon.Sampler.Tests.Procfs;

namespace Damon.Sampler.Tests.Groups;

public sealed class GroupListingTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const long Kb = 1_024;

    private readonly ProcRoot _proc = new();
    private readonly CgroupTree _tree;

    public GroupListingTests() => _tree = new CgroupTree(_proc);

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void List_ProcessesInGroups_AddsThemUpByEveryNameBiggestFirst()
    {
        Add(10, "redis", 100, "0::/system.slice/redis.service\n");
        Add(11, "redis", 200, "0::/system.slice/redis.service/worker\n");
        Add(12, "java", 1_000, $"0::/system.slice/docker-{Id}.scope\n");
        _proc.Add(13, "kthreadd", residentKb: null);
        _proc.Write("13/cgroup", "0::/system.slice/redis.service\n");

        GroupFacts[] expected =
        [
            new(GroupKind.Cgroup, "/system.slice", 3, 1_300 * Kb, null),
            new(GroupKind.Unit, "system.slice", 3, 1_300 * Kb, null),
            new(GroupKind.Cgroup, $"/system.slice/docker-{Id}.scope", 1, 1_000 * Kb, null),
            new(GroupKind.Unit, $"docker-{Id}.scope", 1, 1_000 * Kb, null),
            new(GroupKind.Container, "docker 0123456789ab", 1, 1_000 * Kb, null),
            new(GroupKind.Command, "java", 1, 1_000 * Kb, null),
            new(GroupKind.Cgroup, "/system.slice/redis.service", 2, 300 * Kb, null),
            new(GroupKind.Unit, "redis.service", 2, 300 * Kb, null),
            new(GroupKind.Command, "redis", 2, 300 * Kb, null),
            new(GroupKind.Cgroup, "/system.slice/redis.service/worker", 1, 200 * Kb, null),
        ];
        Assert.Equal(expected, List());
        Assert.Equal(expected[..3], List(limit: 3));
        Assert.Equal([expected[6], expected[7], expected[8], expected[9]], List("REDIS"));
    }

    [Fact]
    public void List_VersionOne_CountsAProcessOnceInTheHierarchyThatIsLookedThroughFirst()
    {
        Add(10, "a", 100, "5:cpu,cpuacct:/jobs\n4:memory:/jobs\n1:name=systemd:/system.slice/a.service\n");
        Add(11, "b", 100, "5:cpu,cpuacct:/jobs\n4:memory:/\n1:name=systemd:/\n");

        Assert.Equal(
            [new GroupFacts(GroupKind.Cgroup, "/jobs", 1, 100 * Kb, null)],
            List("jobs"));
        Assert.Equal((1, 100 * Kb), List("a.service").Single(group => group.Kind == GroupKind.Unit) is var unit ? (unit.Processes, unit.ResidentBytes) : default);
    }

    [Fact]
    public void List_GroupsOutsideOfTheOwnNamespace_AreKnownByUnitOnly()
    {
        Add(10, "redis", 100, "0::/../../system.slice/redis.service\n");
        Assert.Equal([GroupKind.Unit], List("redis.service").Select(group => group.Kind));
    }

    [Fact]
    public void List_MemoryLimits_AreTheLeastOfTheGroupAndThoseAbove()
    {
        _tree.MountUnified()
            .Group("unified", "/limited/in", 10).Group("unified", "/limited/less", 11).Group("unified", "/free", 12)
            .Write("unified", "/limited", "memory.max", "4096000\n")
            .Write("unified", "/limited/in", "memory.max", "max\n")
            .Write("unified", "/limited/less", "memory.max", "4096\n")
            .Write("unified", "/free", "memory.max", "max\n");
        Add(10, "a", 1, "0::/limited/in\n");
        Add(11, "b", 1, "0::/limited/less\n");
        Add(12, "c", 1, "0::/free\n");

        var limits = List("/").ToDictionary(group => group.Name, group => group.LimitBytes);

        Assert.Equal((4_096_000L, 4_096_000L, 4_096L, null), (limits["/limited"], limits["/limited/in"], limits["/limited/less"], limits["/free"]));
    }

    [Fact]
    public void List_MemoryLimitOfVersionOne_IsNoneWhereItIsTheLargestNumber()
    {
        _tree.Mount("memory").Mount("name=systemd")
            .Write("memory", "/a", "memory.limit_in_bytes", "8192\n")
            .Write("memory", "/b", "memory.limit_in_bytes", "9223372036854771712\n");
        Add(10, "x", 1, "1:name=systemd:/a\n");
        Add(11, "y", 1, "4:memory:/b\n");

        var limits = List("/").ToDictionary(group => group.Name, group => group.LimitBytes);

        Assert.Equal((8_192L, null), (limits["/a"], limits["/b"]));
    }

    [Fact]
    public void List_ThisHost_FindsTheCommandOfThisProcess()
    {
        var table = new Sampler.Procfs.ProcessTable("/proc", new Sampler.Procfs.BootTime("/proc"), new Sampler.Procfs.UserNames("/etc/passwd"), ownPid: 0);
        var name = table.Read(Environment.ProcessId)!.Name;
        Assert.Contains(new GroupListing(table).List(name, 1_000), group => group is { Kind: GroupKind.Command, Processes: > 0 } && group.Name == name);
    }

    private void Add(int pid, string name, long residentKb, string cgroups)
    {
        _proc.Add(pid, name, residentKb: residentKb);
        _proc.Write($"{pid}/cgroup", cgroups);
    }

    private GroupFacts[] List(string? search = null, int limit = 1_000) => new GroupListing(_proc.Table()).List(search, limit);
}
