using System.Diagnostics;
using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Procfs;
using Damon.Sampler.Tests.Operations.PageTable;

namespace Damon.Sampler.Tests.Live;

/// <summary>What looking at single pages of a real process tells.</summary>
[Collection(nameof(LiveCollection))]
public sealed class AdaptiveLiveTests(PageTableFixture fixture) : IClassFixture<PageTableFixture>
{
    [Fact]
    public void ReadAreas_OfAProcess_AreItsAccessibleMappings()
    {
        using var process = Workload.Run("mappings", "200");
        using var target = fixture.Open(process.Pid);
        var areas = new List<MonitoredArea>();

        target.Pages!.ReadAreas(areas);

        var expected = File.ReadLines($"/proc/{process.Pid}/maps").Select(line => line.Split(' ')).Count(words => words[1][..3] != "---" && !words[^1].StartsWith("[v", StringComparison.Ordinal));
        Assert.Equal(expected, areas.Count);
        Assert.All(areas.Zip(areas.Skip(1)), pair => Assert.True(pair.First.Range.End <= pair.Second.Range.Start));
        Assert.Contains(areas, area => area.Range.Start == process.Start);
    }

    [Fact]
    public void Pages_IdleAndHot_AreToldApart_AndAClearIsNeededOnce()
    {
        using var process = Workload.Run("hot", "64", "16", "16");
        using var target = fixture.Open(process.Pid);
        var pages = target.Pages!;
        var addresses = Enumerable.Range(0, 64).Select(i => process.Start + ((ulong)i << 20)).ToArray();
        var sights = new PageSight[addresses.Length];

        Assert.InRange(pages.MakeOld(addresses, sights), 1, 64);
        Assert.All(sights, sight => Assert.Equal(PageSight.MadeOld, sight));
        Thread.Sleep(100);
        pages.Look(addresses, sights);

        Assert.All(addresses.Zip(sights), one => Assert.Equal(
            one.First >= process.HotStart && one.First < process.HotEnd ? PageSight.Accessed : PageSight.Idle, one.Second));
        Assert.InRange(pages.MakeOld(addresses, sights), 16, 16);
        Assert.Null(pages.Blindness);
        Assert.True(pages.TargetCpuNs > 0);
    }

    // A quarter of the array is in use; whatever else there is of the process is not much.
    [Fact]
    public void Panel_OfAProcess_TellsWhatIsInUseAndWhatIsNot()
    {
        using var process = Workload.Run("hot", "64", "16", "16");
        using var target = fixture.Open(process.Pid);
        var areas = new List<MonitoredArea>();
        target.Pages!.ReadAreas(areas);
        var panel = new Panel(target.Pages, seed: 1, new PanelOrders());
        panel.Update(areas, pages: 1_024, Now);
        Follow(panel, seconds: 6);
        var idle = Tell(panel, process);
        var error = 4 * idle.Errors[0];

        Assert.InRange(idle.ResidentBytes / (64 << 20), 0.97, 1.03);
        Assert.InRange(idle.Bytes[0], (16 << 20) - error, (16 << 20) + error);
        Assert.InRange(idle.Bytes[^1], (48 << 20) - error - idle.UnknownBytes, (48 << 20) + error);

        // A page may wait to be sorted in on another processor, where it can't be made old.
        Assert.InRange(idle.UnknownBytes, 0, 1 << 20);

        // A process that stands still accesses nothing: a cycle later what was in use has grown old.
        using (Stopped(process.Pid))
        {
            Follow(panel, seconds: 12);
            var stopped = Tell(panel, process);
            Assert.Equal(0, stopped.Bytes[0] + stopped.Bytes[1]);
            Assert.InRange(stopped.Bytes.Skip(2).Take(4).Sum(), (16 << 20) - error, (16 << 20) + error);
        }
    }

    [Theory]
    [InlineData("locked", PageSight.Stuck)]
    [InlineData("shared", PageSight.Shared)]
    [InlineData("sharedquiet", PageSight.Shared)]
    public void Pages_ThatCannotBeMadeOld_SaySo(string workload, PageSight expected)
    {
        using var process = Workload.Run(workload, "8");
        Assert.All(MakeOld(process), sight => Assert.Equal(expected, sight));
    }

    [Fact]
    public void Pages_OfThePoolOfHugePages_SaySo()
    {
        using var pool = HugePagePool.Reserve(pages: 8);
        Assert.SkipWhen(pool is null, "No huge pages can be reserved here.");
        using var process = Workload.Run("reserved", "16");
        using var target = fixture.Open(process.Pid);
        var sights = new PageSight[1];

        target.Pages!.MakeOld([process.Start], sights);

        Assert.Equal(PageSight.Stuck, sights[0]);
    }

    [Fact]
    public void Process_WithAVirtualMachine_IsSaidToBeSeenOnlyInPart()
    {
        Assert.SkipUnless(File.Exists("/dev/kvm"), "There is no /dev/kvm.");
        using var process = Workload.Run("machine", "8");
        using var target = fixture.Open(process.Pid);

        target.Pages!.MakeOld([process.Start], new PageSight[1]);

        Assert.Contains("virtual machine", target.Pages.Blindness, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_OfASharedMappingThatNobodyElseHas_AreMadeOld()
    {
        using var process = Workload.Run("sharedalone", "8");
        Assert.All(MakeOld(process), sight => Assert.Equal(PageSight.MadeOld, sight));
    }

    [Fact]
    public void Pages_NothingMapped_AreAbsentAndCostNothing()
    {
        using var process = Workload.Run("idle", "8");
        using var target = fixture.Open(process.Pid);
        var sights = new PageSight[1];

        Assert.Equal(0, target.Pages!.MakeOld([process.End + (1 << 20)], sights));
        Assert.Equal(PageSight.Absent, sights[0]);
    }

    private static long Now => (long)(TimeProvider.System.GetTimestamp() * (1e9 / TimeProvider.System.TimestampFrequency));

    private static void Follow(Panel panel, int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            panel.Look(Now);
            panel.MakeOld(Now, clears: double.PositiveInfinity);
            Thread.Sleep(1_000);
        }
    }

    private static IdleFigures Tell(Panel panel, Workload process)
    {
        panel.LookAtAll(Now);
        return IdleFigures.Of([.. panel.Tell(Now).Where(piece => piece.Range.Contains(process.Start))]);
    }

    private static Again Stopped(int pid)
    {
        Signal(pid, "STOP");
        return new Again(() => Signal(pid, "CONT"));
    }

    private static void Signal(int pid, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", pid.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private sealed class Again(Action what) : IDisposable
    {
        public void Dispose() => what();
    }

    private PageSight[] MakeOld(Workload process)
    {
        using var target = fixture.Open(process.Pid);
        var addresses = Enumerable.Range(0, 8).Select(i => process.Start + ((ulong)i << 20)).ToArray();
        var sights = new PageSight[addresses.Length];
        target.Pages!.ReadAreas([]);
        target.Pages!.MakeOld(addresses, sights);
        return sights;
    }
}
