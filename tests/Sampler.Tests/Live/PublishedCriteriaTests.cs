using Damon.Fixtures;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Tests.Monitoring;

namespace Damon.Sampler.Tests.Live;

/// <summary>
/// What the kernel's selftests of DAMON and the project damon-tests demand of monitoring, demanded of this one: live
/// processes, page-table operations, default attributes unless the criterion has its own.
/// </summary>
[Collection(nameof(CriteriaCollection))]
public sealed class PublishedCriteriaTests
{
    private const double MiB = 1 << 20;
    private static readonly MonitoringAttributes Defaults = new();

    // Kernel selftest damos_quota_wss / wss_estimation: two areas in turn, two seconds each.
    [Fact]
    public async Task WorkingSet_TwoAreasInTurn_IsOneOfThem()
    {
        using var process = Workload.Run("steps", "2", "10", "2", "0");
        using var live = LiveMonitoring.Start(Defaults, process.Pid);
        await live.Next(20);
        await live.Judge(80, snapshots =>
        {
            var sizes = snapshots.Select(one => Size(Inside(one, process).Where(region => region.NrAccesses >= 5 && region.Age >= 2))).Order().ToArray();
            Assert.InRange(sizes[sizes.Length / 2] / MiB, 8, 12);
            Assert.InRange(sizes[sizes.Length * 3 / 4] / MiB, 8, 12);
        });
    }

    // Kernel selftest damon_nr_regions.
    [Theory]
    [InlineData(10, 20, 100)]
    [InlineData(20, 3, 10)]
    public async Task NrRegions_AnyNumberOfAreas_StaysWithinTheBounds(int areas, int min, int max)
    {
        using var process = Workload.Run("stripes", $"{areas}", "10");
        using var live = LiveMonitoring.Start(Defaults with { MinRegions = min, MaxRegions = max }, process.Pid);
        Assert.All(await live.Next(50), one => Assert.InRange(one.Regions.Length, min, max));
    }

    [Fact]
    public async Task NrRegions_BoundsChangedWhileRunning_AreKept()
    {
        using var process = Workload.Run("stripes", "15", "10");
        using var live = LiveMonitoring.Start(Defaults, process.Pid);
        Assert.All(await live.Next(20), one => Assert.InRange(one.Regions.Length, 10, 1_000));
        live.Change(Defaults with { MinRegions = 3, MaxRegions = 7 });
        // The snapshot that was being made may be of before.
        Assert.All((await live.Next(20)).Skip(1), one => Assert.InRange(one.Regions.Length, 3, 7));
    }

    // Kernel selftest damos_tried_regions: 14 areas of 10 MiB, every other one hot.
    [Fact]
    public async Task Regions_AlternatingAreas_AreToldApart()
    {
        using var process = Workload.Run("stripes", "14", "10");
        using var live = LiveMonitoring.Start(Defaults, process.Pid);
        await live.Next(30);
        await live.Judge(11, snapshots => Assert.InRange(snapshots.Select(one => one.Regions.Length).Order().ElementAt(4), 14, 1_000));
    }

    // damon-tests: a recording's figures, and the working sets of its two patterns.
    [Theory]
    [InlineData("10", "10", 9, 11)]
    [InlineData("2", "100", 90, 110)]
    public async Task Record_StaircaseOrZigzag_HasTheExpectedFigures(string areas, string size, double low, double high)
    {
        using var process = Workload.Run("steps", areas, size, "2", "0");
        using var live = LiveMonitoring.Start(Defaults, process.Pid);
        await live.Next(20);
        await live.Judge(100, snapshots =>
        {
            Assert.All(snapshots, one => Assert.InRange(one.Regions.Length, 5, 1_100));
            Assert.All(snapshots.SelectMany(one => one.Regions), region => Assert.InRange(region.NrAccesses, 0, 23));
            Assert.InRange(Median(snapshots.Select(one => (one.EndUs - one.StartUs) / 1_000.0)), 90, 110);
            Assert.InRange(Median(snapshots.Select(one => Size(Inside(one, process).Where(region => region.NrAccesses > 0)) / MiB)), low, high);
        });
    }

    // A 256 MB process of which a known quarter is accessed, in 100 regions, within three seconds.
    [Fact]
    public async Task Regions_HotQuarter_HoldsWhatIsShownHot()
    {
        using var process = Workload.Run("hot", "256", "64", "64");
        using var live = LiveMonitoring.Start(Defaults with { MinRegions = 100 }, process.Pid);
        await live.Judge(30, snapshots =>
        {
            var shown = snapshots[^1].Regions.Where(region => region.NrAccesses >= 10).ToArray();
            var right = Size(Clip(shown, process.HotStart, process.HotEnd));
            Assert.InRange(right / Size(shown), 0.9, 1);
            Assert.InRange(right / (process.HotEnd - process.HotStart), 0.9, 1);
        });
    }

    [Fact]
    public async Task Targets_OneIsKilled_TheOtherGoesOn()
    {
        using var first = Workload.Run("stripes", "4", "10");
        using var second = Workload.Run("stripes", "4", "10");
        using var live = LiveMonitoring.Start(Defaults, first.Pid, second.Pid);
        Assert.Equal([0, 1], (await live.Next(10)).Select(one => one.Target).Distinct().Order());
        first.Kill();
        // Two aggregations at most may still come.
        Assert.All((await live.Next(12)).Skip(4), one => Assert.Equal(1, one.Target));
    }

    private static IEnumerable<Region> Inside(RecordingSink.Published snapshot, Workload process)
        => Clip(snapshot.Regions, process.Start, process.End);

    private static IEnumerable<Region> Clip(IEnumerable<Region> regions, ulong start, ulong end)
        => from region in regions
           where region.Start < end && start < region.End
           select region with { Start = Math.Max(region.Start, start), End = Math.Min(region.End, end) };

    private static double Size(IEnumerable<Region> regions) => regions.Sum(region => (double)region.Size);

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }
}
