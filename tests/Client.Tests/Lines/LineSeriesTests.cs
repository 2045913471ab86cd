using Damon.Client.Lines;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Rest;

namespace Damon.Client.Tests.Lines;

public sealed class LineSeriesTests
{
    [Fact]
    public void Of_Snapshot_CountsBytesOfRegionsWithAnyAccess()
        => Assert.Equal(
            new LinePoint(100_000, 5 * 4096, 40_960, 3) { SamplingUs = 5_000, AggregationUs = 100_000 },
            LineSeries.Of(Snapshots.At(0, Snapshots.Region(0, 2, 1), Snapshots.Region(2, 9, 0), Snapshots.Region(9, 12, 20)) with { ResidentBytes = 40_960 }));

    [Fact]
    public void Of_EstimatedSnapshot_IsWhatWasTouchedInABandOfTwoErrors()
        => Assert.Equal(
            new LinePoint(100_000, 3 * 4096, null, 4) { Error = 1_638, Low = (3 * 4096) - 3_276, High = (3 * 4096) + 3_276, SamplingUs = 5_000, AggregationUs = 100_000 },
            LineSeries.Of(Snapshots.Estimated(0)));

    [Fact]
    public void Load_EstimatesOfSeveralSnapshots_IsTheirMeanInABandThatHoldsThem()
    {
        var series = new LineSeries();
        series.Load([new WorkingSetPoint(100, 1_000, null, 1) { Error = 10, LowBytes = 900, HighBytes = 1_010 }, new WorkingSetPoint(200, 5, null, 1) { Error = 10 }]);

        Assert.Equal([(1_000L, 900L, 1_020L), (5L, 0L, 25L)], series.Points.Select(p => (p.WorkingSet, p.Low!.Value, p.High!.Value)));
    }

    [Fact]
    public void Between_TooManyEstimates_IsTheirMeansInBandsThatHoldThem()
    {
        var series = new LineSeries();
        series.Load([.. Enumerable.Range(0, 1_000).Select(i => new WorkingSetPoint(i, i % 2 == 0 ? 100 : 300, null, 3) { Error = 10 })]);

        var points = series.Between(0, 1_000, 100);

        Assert.True(points.Count <= 100);
        Assert.All(points, p => Assert.Equal((200, 10L, 80L, 320L), (p.WorkingSet, p.Error, p.Low, p.High)));
    }

    [Fact]
    public void Load_MoreThanIsResident_IsCutOff()
    {
        var series = new LineSeries();
        series.Load(new WorkingSetResource([0, 900, 1_200], 700, [new WorkingSetPoint(100, 950, 1_000, 1) { Error = 100 }, new WorkingSetPoint(200, 1_200, 1_000, 1) { LowBytes = 800, HighBytes = 1_500 }]));

        Assert.Equal([(950L, 750L, 1_000L), (1_000L, 800L, 1_000L)], series.Points.Select(p => (p.WorkingSet, p.Low!.Value, p.High!.Value)));
        Assert.Equal([0L, 900, 1_000], series.Percentiles);
    }

    [Fact]
    public void At_ATime_IsTheSnapshotInWhichItLies()
    {
        var series = Loaded(100, 200, 300);

        Assert.Equal(100, series.At(0)?.Us);
        Assert.Equal(200, series.At(100)?.Us);
        Assert.Equal(300, series.At(250)?.Us);
        Assert.Equal(300, series.At(1_000)?.Us);
        Assert.Null(new LineSeries().At(50));
    }

    [Fact]
    public void Spread_OfASpan_IsByTheNearestRankBelow()
    {
        var series = new LineSeries();
        series.Load([.. Enumerable.Range(0, 101).Reverse().Select(i => new WorkingSetPoint(100 - i, i, null, 3)), new WorkingSetPoint(900, 9_999, null, 1)]);

        var (percentiles, mean) = series.Spread(-1, 100);

        Assert.Equal(Enumerable.Range(0, 21).Select(i => (long)i * 5), percentiles);
        Assert.Equal(50, mean);
        Assert.Empty(series.Spread(100, 200).Percentiles);
    }

    [Fact]
    public void CpuPercentAt_TwoSeconds_IsWhatWasSpentInThem()
    {
        var series = new LineSeries();
        series.Load([.. Enumerable.Range(1, 50).Select(i => new WorkingSetPoint(i * 100_000, 1, null, 1) { SamplerCpuUs = i * i })]);

        Assert.Equal(100.0 * ((50 * 50) - (30 * 30)) / 2_000_000, series.CpuPercentAt(5_000_000));
        Assert.Null(new LineSeries().CpuPercentAt(5));
    }

    [Fact]
    public void Between_TooManyPoints_AreTheirMeansInBandsThatKeepThePeaks()
    {
        var series = new LineSeries();
        series.Load([.. Enumerable.Range(0, 10_000).Select(i => new WorkingSetPoint(i, i == 4_321 ? 999 : 1, null, 3))]);

        var points = series.Between(0, 10_000, 100);

        Assert.True(points.Count <= 100);
        Assert.DoesNotContain(points, p => p.WorkingSet > 20);
        Assert.Equal(999, Assert.Single(points, p => p.High != 1).High);
    }

    [Fact]
    public void Load_NewerPointsOfOurOwn_Stay()
    {
        var series = new LineSeries();
        series.Add(new LinePoint(500, 1, null, 1));
        series.Load([new WorkingSetPoint(100, 1, null, 1)]);

        Assert.Equal([100L, 500], series.Points.Select(p => p.Us));
    }

    private static LineSeries Loaded(params long[] times)
    {
        var series = new LineSeries();
        series.Load([.. times.Select(t => new WorkingSetPoint(t, 1, null, 1))]);
        return series;
    }
}
