using Damon.Contracts.Rest;
using Damon.Server.WorkingSets;

namespace Damon.Server.Tests.WorkingSets;

public sealed class SeriesThinningTests
{
    /// <summary>How many snapshots each point stands for.</summary>
    [Theory]
    [InlineData(0, 3, new int[0])]
    [InlineData(1, 3, new[] { 1 })]
    [InlineData(3, 3, new[] { 1, 1, 1 })]
    [InlineData(4, 3, new[] { 2, 1, 1 })]
    [InlineData(5, 3, new[] { 2, 2, 1 })]
    [InlineData(6, 3, new[] { 2, 2, 2 })]
    [InlineData(7, 1, new[] { 7 })]
    [InlineData(100, 7, new[] { 15, 14, 14, 15, 14, 14, 14 })]
    public void Thin_SomeSnapshots_SpreadsThemEvenly(int count, int most, int[] sizes)
    {
        // A snapshot's time is its number, so that the times tell where the points end.
        var points = SeriesThinning.Thin(Series(count), count, most).ToArray();

        Assert.Equal(sizes, points.Select(point => (int)point.Us).Prepend(0).Zip(points, (before, point) => (int)point.Us - before));
    }

    [Theory]
    [InlineData(10, 5, 3)]
    [InlineData(3, 10, 2)]
    [InlineData(2, 0, 1)]
    public void Thin_OtherwiseManyThanCounted_StaysWithinTheLimitAndLosesNone(int real, int counted, int most)
    {
        var points = SeriesThinning.Thin(Series(real), counted, most).ToArray();

        Assert.InRange(points.Length, 1, most);
        Assert.Equal(real, points[^1].Us);
    }

    [Fact]
    public void Thin_OneSnapshotAPoint_LeavesItAsItIs()
    {
        var series = Series(4).ToArray();

        Assert.Equal(series, SeriesThinning.Thin(series, 4, 4));
        Assert.All(SeriesThinning.Thin(series, 4, 100), point => Assert.Equal((null, null), (point.LowBytes, point.HighBytes)));
    }

    [Fact]
    public void Thin_SeveralInOnePoint_HasMeansRangeAndTheRestOfTheLast()
    {
        WorkingSetPoint[] series =
        [
            new(10, 1_000, null, 10) { SamplingUs = 1, AggregationUs = 2, SamplerCpuUs = 3 },
            new(20, 4_000, 7, 11) { SamplingUs = 4, AggregationUs = 5, SamplerCpuUs = 6 },
            new(30, 1, 8, 11) { SamplingUs = 7, AggregationUs = 8, SamplerCpuUs = 9 },
        ];

        var point = Assert.Single(SeriesThinning.Thin(series, 3, 1));

        // 5001 / 3, 15 / 2 and 32 / 3, rounded; a resident size that was not read is not counted.
        Assert.Equal(
            new WorkingSetPoint(30, 1_667, 8, 11) { LowBytes = 1, HighBytes = 4_000, SamplingUs = 7, AggregationUs = 8, SamplerCpuUs = 9 },
            point);
    }

    [Fact]
    public void Thin_NoResidentSizeRead_HasNone()
        => Assert.Null(Assert.Single(SeriesThinning.Thin(Series(3), 3, 1)).ResidentBytes);

    [Fact]
    public void Thin_HugeSizes_DoNotOverflow()
    {
        var series = Enumerable.Repeat(new WorkingSetPoint(1, long.MaxValue, long.MaxValue, int.MaxValue), 5);

        Assert.Equal(
            new WorkingSetPoint(1, long.MaxValue, long.MaxValue, int.MaxValue) { LowBytes = long.MaxValue, HighBytes = long.MaxValue },
            Assert.Single(SeriesThinning.Thin(series, 5, 1)));
    }

    private static IEnumerable<WorkingSetPoint> Series(int count)
        => Enumerable.Range(1, count).Select(us => new WorkingSetPoint(us, us * 100, null, us));
}
