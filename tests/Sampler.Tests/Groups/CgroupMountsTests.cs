using Damon.Sampler.Groups;

namespace Damon.Sampler.Tests.Groups;

public sealed class CgroupMountsTests
{
    [Fact]
    public void Parse_VersionTwo_IsOneHierarchy()
    {
        var found = Assert.Single(CgroupMounts.Parse("sysfs /sys sysfs rw 0 0\ncgroup2 /sys/fs/cgroup cgroup2 rw,nosuid,nodev,noexec,relatime,nsdelegate,memory_recursiveprot 0 0\n"));
        Assert.Equal(("/sys/fs/cgroup", true, 0), (found.Root, found.IsUnified, found.Rank));
        Assert.Equal("/sys/fs/cgroup/system.slice/x.service", found.FolderOf("/system.slice/x.service"));
        Assert.Equal("/sys/fs/cgroup", found.FolderOf("/"));
    }

    [Fact]
    public void Parse_VersionOneAndHybrid_IsEveryHierarchyInTheOrderOfSearch()
    {
        var found = CgroupMounts.Parse("""
            tmpfs /sys/fs/cgroup tmpfs rw,relatime,mode=755 0 0
            cgroup /sys/fs/cgroup/cpu,cpuacct cgroup rw,relatime,cpu,cpuacct 0 0
            cgroup /sys/fs/cgroup/pids cgroup rw,relatime,pids 0 0
            cgroup /sys/fs/cgroup/systemd cgroup rw,xattr,release_agent=/usr/lib/agent,name=systemd 0 0
            cgroup /sys/fs/cgroup/memory cgroup rw,relatime,memory 0 0
            cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0

            """);
        Assert.Equal(["unified", "memory", "systemd", "pids", "cpu,cpuacct"], found.Select(one => Path.GetFileName(one.Root)));
        Assert.Equal(["name=systemd"], found[2].Controllers);
        Assert.Equal(["cpu", "cpuacct"], found[4].Controllers);
    }

    [Fact]
    public void Parse_FolderWithBlanksAndBackslashes_IsRead()
        => Assert.Equal(@"/my cgroups\x", Assert.Single(CgroupMounts.Parse(@"cgroup2 /my\040cgroups\134x cgroup2 rw 0 0")).Root);

    [Theory]
    [InlineData("")]
    [InlineData("cgroup2\n/sys/fs/cgroup\n")]
    [InlineData("tmpfs /sys/fs/cgroup tmpfs rw 0 0\n")]
    public void Parse_NoHierarchy_IsNone(string text) => Assert.Empty(CgroupMounts.Parse(text));

    [Fact]
    public void Read_NoProc_IsNone() => Assert.Empty(CgroupMounts.Read("/nowhere"));
}
