using Damon.Sampler.Groups;
using Damon.Sampler.Tests.Procfs;

namespace Damon.Sampler.Tests.Groups;

/// <summary>Made-up trees of both versions.</summary>
public sealed class MemoryLimitsTests : IDisposable
{
    private const string LargestOfVersionOne = "9223372036854771712\n";

    private readonly ProcRoot _proc = new();
    private readonly CgroupTree _tree;

    public MemoryLimitsTests() => _tree = new CgroupTree(_proc);

    public void Dispose() => _proc.Dispose();

    [Fact]
    public void ChargeOf_VersionTwo_IsThatOfTheGroupWithTheLeastLimit()
    {
        _tree.MountUnified().Group("unified", "/shop/web/worker");
        Unified("/shop", "800", 500);
        Unified("/shop/web", "600", 400);
        Unified("/shop/web/worker", "700", 300);

        Assert.Equal([new MemoryCharge("/shop/web", true, 600, 400)], Charges("0::/shop/web/worker\n"));
        Assert.Equal([new MemoryCharge("/shop", true, 800, 500)], Charges("0::/shop\n"));
    }

    [Fact]
    public void ChargeOf_LimitsThatAreTheSame_IsTheUpperOne()
    {
        _tree.MountUnified().Group("unified", "/shop/web");
        Unified("/shop", "600", 500);
        Unified("/shop/web", "600", 400);

        Assert.Equal([new MemoryCharge("/shop", true, 600, 500)], Charges("0::/shop/web\n"));
    }

    [Fact]
    public void ChargeOf_NoLimit_IsThatOfTheGroupItself()
    {
        _tree.MountUnified().Group("unified", "/shop/web");
        Unified("/shop", "max", 500);
        Unified("/shop/web", "max", 400);

        Assert.Equal([new MemoryCharge("/shop/web", true, null, 400)], Charges("0::/shop/web\n"));
    }

    [Fact]
    public void ChargeOf_GroupWithoutTheController_IsThatOfTheNextAbove()
    {
        _tree.MountUnified().Group("unified", "/shop/web/worker");
        Unified("/shop", "max", 500);

        Assert.Equal([new MemoryCharge("/shop", true, null, 500)], Charges("0::/shop/web/worker\n"));
    }

    [Fact]
    public void ChargeOf_ALimitOfNothing_IsALimit()
    {
        _tree.MountUnified().Group("unified", "/a");
        Unified("/a", "0", 4_096);

        Assert.Equal([new MemoryCharge("/a", true, 0, 4_096)], Charges("0::/a\n"));
    }

    [Fact]
    public void ChargeOf_RootOfANamespace_HasALimit_AndThatOfTheHostHasNone()
    {
        _tree.MountUnified();
        Assert.Empty(Charges("0::/\n"));

        Unified("/", "900", 100);
        Assert.Equal([new MemoryCharge("/", true, 900, 100)], Charges("0::/\n"));
    }

    [Fact]
    public void ChargeOf_VersionOne_IsOfTheHierarchyWithTheController()
    {
        _tree.Mount("cpu,cpuacct").Mount("memory").Mount("name=systemd");
        One("/", LargestOfVersionOne, 10_000);
        One("/jobs", "8192", 6_000);
        One("/jobs/one", LargestOfVersionOne, 5_000);
        One("/free", LargestOfVersionOne, 4_000);

        const string others = "5:cpu,cpuacct:/free\n1:name=systemd:/free\n0::/free\n";
        Assert.Equal([new MemoryCharge("/jobs", false, 8_192, 6_000)], Charges($"4:memory:/jobs/one\n{others}"));
        Assert.Equal([new MemoryCharge("/free", false, null, 4_000)], Charges($"4:memory:/free\n{others}"));
        Assert.Equal([new MemoryCharge("/", false, null, 10_000)], Charges($"4:memory:/\n{others}"));
    }

    [Fact]
    public void ChargeOf_BothVersions_IsOfTheOneThatHasTheController()
    {
        _tree.Mount("memory").MountUnified().Group("unified", "/system.slice/x.service");
        One("/docker/x", "8192", 6_000);

        Assert.Equal([new MemoryCharge("/docker/x", false, 8_192, 6_000)], Charges("4:memory:/docker/x\n0::/system.slice/x.service\n"));
    }

    [Fact]
    public void ChargeOf_GroupOutsideOfTheOwnNamespace_IsNotTold()
    {
        _tree.MountUnified().Group("unified", "/a");
        Unified("/", "900", 100);
        _proc.Write("cgroups/memory.max", "1\n");
        _proc.Write("cgroups/memory.current", "1\n");

        Assert.Empty(Charges("0::/..\n"));
        Assert.Empty(Charges("0::/../a\n"));
    }

    [Fact]
    public void ChargeOf_GroupThatHasGone_IsThatOfTheNextAbove()
    {
        _tree.MountUnified().Group("unified", "/shop");
        Unified("/shop", "900", 100);

        Assert.Equal([new MemoryCharge("/shop", true, 900, 100)], Charges("0::/shop/gone\n"));
    }

    [Fact]
    public void ChargeOf_ThisProcessOnThisHost_IsWhatTheKernelTells()
    {
        var limits = new MemoryLimits(CgroupMounts.Read("/proc"));
        MemoryCharge[] told = [.. limits.PlacesOf(File.ReadAllText("/proc/self/cgroup")).Select(MemoryLimits.ChargeOf).OfType<MemoryCharge>()];
        Assert.SkipWhen(told.Length == 0, "No control group here accounts memory.");

        // What this process has is charged to its group.
        var charge = Assert.Single(told);
        Assert.True(charge.CurrentBytes > 1 << 20, charge.ToString());
        Assert.Equal(charge.LimitBytes, limits.Of(charge.Cgroup));
    }

    private void Unified(string path, string limit, long current) => _tree
        .Write("unified", path, "memory.max", limit + "\n").Write("unified", path, "memory.current", $"{current}\n");

    private void One(string path, string limit, long current) => _tree
        .Write("memory", path, "memory.limit_in_bytes", limit.Trim() + "\n").Write("memory", path, "memory.usage_in_bytes", $"{current}\n");

    private List<MemoryCharge> Charges(string cgroups)
        => [.. new MemoryLimits(CgroupMounts.Read(_proc.Path)).PlacesOf(cgroups).Select(MemoryLimits.ChargeOf).OfType<MemoryCharge>()];
}
