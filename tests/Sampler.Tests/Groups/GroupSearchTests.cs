using Damon.Model.Groups;
using Damon.Sampler.Groups;
using Damon.Sampler.Tests.Procfs;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Sampler.Tests.Groups;

public sealed class GroupSearchTests : IDisposable
{
    private const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    private readonly ProcRoot _proc = new();
    private readonly CgroupTree _tree;
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(60));

    public GroupSearchTests() => _tree = new CgroupTree(_proc);

    public void Dispose() => _proc.Dispose();

    [Theory]
    [InlineData(GroupKind.Cgroup, "/system.slice/redis.service", new[] { 10, 11, 12 })]
    [InlineData(GroupKind.Cgroup, "/system.slice/redis.service/", new[] { 10, 11, 12 })]
    [InlineData(GroupKind.Cgroup, "/system.slice/redis.service/worker", new[] { 12 })]
    [InlineData(GroupKind.Cgroup, "/system.slice", new[] { 10, 11, 12, 20, 30 })]
    [InlineData(GroupKind.Cgroup, "/", new[] { 1, 10, 11, 12, 20, 30, 40 })]
    [InlineData(GroupKind.Cgroup, "/system.slice/redis", new int[0])]
    [InlineData(GroupKind.Unit, "redis.service", new[] { 10, 11, 12 })]
    [InlineData(GroupKind.Unit, "redis", new[] { 10, 11, 12 })]
    [InlineData(GroupKind.Unit, "app.service", new[] { 40 })]
    [InlineData(GroupKind.Unit, "system.slice", new[] { 10, 11, 12, 20, 30 })]
    [InlineData(GroupKind.Unit, "none.service", new int[0])]
    [InlineData(GroupKind.Container, "docker 0123456789ab", new[] { 30 })]
    [InlineData(GroupKind.Container, "01234", new[] { 30 })]
    [InlineData(GroupKind.Container, "ffff", new int[0])]
    public void Look_VersionTwo_FindsTheGroupAndWhatIsBelow(GroupKind kind, string name, int[] expected)
    {
        _tree.MountUnified()
            .Group("unified", "/init.scope", 1)
            .Group("unified", "/system.slice/redis.service", 10, 11)
            .Group("unified", "/system.slice/redis.service/worker", 12)
            .Group("unified", "/system.slice/redis-sentinel.service", 20)
            .Group("unified", $"/system.slice/docker-{Id}.scope", 30)
            .Group("unified", "/user.slice/user-1000.slice/user@1000.service/app.slice/app.service", 40);

        Assert.Equal(expected, Look(kind, name));
    }

    [Fact]
    public void Look_VersionOne_TakesTheFirstHierarchyThatHasIt()
    {
        _tree.Mount("cpu,cpuacct").Mount("memory").Mount("name=systemd")
            .Group("memory", "/jobs/one", 10)
            .Group("cpu,cpuacct", "/jobs/one", 10, 11)
            .Group("cpu,cpuacct", "/jobs/two", 12)
            .Group("name=systemd", "/system.slice/redis.service", 13);

        Assert.Equal([10], Look(GroupKind.Cgroup, "/jobs/one"));
        Assert.Equal([12], Look(GroupKind.Cgroup, "/jobs/two"));
        Assert.Equal([13], Look(GroupKind.Unit, "redis.service"));

        // A folder says which hierarchy is meant.
        Assert.Equal([10, 11], Look(GroupKind.Cgroup, _tree.Root("cpu,cpuacct") + "/jobs/one"));
    }

    [Fact]
    public void Look_Hybrid_FindsUnitsInTheirHierarchyAndGroupsInAny()
    {
        _tree.Mount("memory").Mount("name=systemd").MountUnified()
            .Group("unified", "/system.slice/redis.service")
            .Group("name=systemd", "/system.slice/redis.service", 10)
            .Group("memory", "/docker/" + Id, 20);

        Assert.Equal([10], Look(GroupKind.Unit, "redis.service"));
        Assert.Equal([10], Look(GroupKind.Cgroup, "/system.slice/redis.service"));
        Assert.Equal([20], Look(GroupKind.Container, "0123456789ab"));
    }

    [Fact]
    public void Look_HierarchiesNotMounted_AsksEachProcess()
    {
        _proc.Add(10).Add(11).Add(12);
        _proc.Write("10/cgroup", "0::/system.slice/redis.service\n");
        _proc.Write("11/cgroup", $"4:memory:/docker/{Id}/x\n0::/\n");
        _proc.Write("12/cgroup", "0::/../../system.slice/redis.service/worker\n");

        Assert.Equal([10, 12], Look(GroupKind.Unit, "redis"));
        Assert.Equal([11], Look(GroupKind.Container, Id));
        Assert.Equal([10], Look(GroupKind.Cgroup, "/system.slice"));
        Assert.Equal([11], Look(GroupKind.Cgroup, "/docker/" + Id));
    }

    [Fact]
    public void Look_UnitThatRestartsElsewhere_IsFoundAgain()
    {
        _tree.MountUnified().Group("unified", "/system.slice/redis.service", 10);
        var (search, members) = Open(GroupKind.Unit, "redis.service");
        Assert.Equal([10], Look(search, members));

        _tree.Remove("unified", "/system.slice/redis.service");
        Assert.Empty(Look(search, members));
        _tree.Group("unified", "/cache.slice/redis.service", 11);
        Assert.Equal([11], Look(search, members));

        // A second one of that name is looked for more rarely.
        _tree.Group("unified", "/user.slice/redis.service", 12);
        Assert.Equal([11], Look(search, members));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([11, 12], Look(search, members));
    }

    [Fact]
    public void Look_FilesWithForeignLines_TakesNumbersOnly()
    {
        _tree.MountUnified().Write("unified", "/a", "cgroup.procs", "0\n10\n\nx\n12").Group("unified", "/a/b", 10);
        Assert.Equal([10, 12], Look(GroupKind.Cgroup, "/a"));
    }

    [Theory]
    [InlineData("postgres*", new[] { 10, 11, 14 })]
    [InlineData("postgres", new[] { 10, 11 })]
    [InlineData("postgres: wal?riter", new[] { 14 })]
    [InlineData("*-D /data*", new[] { 10 })]
    [InlineData("/usr/lib/*/postgres -D*", new[] { 10 })]
    [InlineData("python3", new[] { 12 })]
    [InlineData("POSTGRES*", new int[0])]
    [InlineData("kthread*", new[] { 13 })]
    public void Look_Command_MatchesNameCommandLineAndFirstFile(string pattern, int[] expected)
    {
        _proc.Add(10, "postgres", commandLine: "/usr/lib/15/postgres\0-D\0/data\0")
            .Add(11, "cut-at-15-chars", commandLine: "/opt/bin/postgres\0")
            .Add(12, "worker", commandLine: "/usr/bin/python3\0/postgres.py\0")
            .Add(13, "kthreadd", commandLine: "", residentKb: null)
            .Add(14, "other", commandLine: "postgres: walwriter \0");
        var found = Look(GroupKind.Command, pattern == "postgres: wal?riter" ? pattern + " " : pattern);
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Look_CommandsThatComeAndGo_AreFollowedAndOldProcessesReadOnce()
    {
        _proc.Add(10, "redis").Add(11, "other");
        var (search, members) = Open(GroupKind.Command, "redis*");
        Assert.Equal([10], Look(search, members));

        // Nobody reads an old process again: it does not change its name, and a change would go unnoticed.
        _proc.Add(11, "redis-late").Add(12, "redis");
        Directory.Delete(Path.Combine(_proc.Path, "10"), recursive: true);
        Assert.Equal([12], Look(search, members));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([11, 12], Look(search, members));
    }

    [Fact]
    public void Look_YoungProcess_IsReadAgainUntilItIsTenSecondsOld()
    {
        var started = (ulong)((_time.GetUtcNow().ToUnixTimeSeconds() - ProcRoot.BootSeconds) * 100);
        _proc.Add(10, "sh", startTicks: started);
        var (search, members) = Open(GroupKind.Command, "redis*");
        Assert.Empty(Look(search, members));

        _time.Advance(TimeSpan.FromSeconds(9));
        _proc.Add(10, "redis", startTicks: started);
        Assert.Equal([10], Look(search, members));

        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal([10], Look(search, members));
        _proc.Add(10, "sh", startTicks: started);
        Assert.Equal([10], Look(search, members));
    }

    private int[] Look(GroupKind kind, string name)
    {
        var (search, members) = Open(kind, name);
        return Look(search, members);
    }

    private (GroupSearch Search, IGroupMembers Members) Open(GroupKind kind, string name)
    {
        var search = new GroupSearch(_proc.Table(), _time);
        return (search, search.Open(kind, name));
    }

    private static int[] Look(GroupSearch search, IGroupMembers members)
    {
        search.Refresh();
        var pids = new HashSet<int>();
        members.AddTo(pids);
        return [.. pids.Order()];
    }
}
