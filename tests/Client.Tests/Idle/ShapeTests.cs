using System.Globalization;
using Damon.Client.Idle;
using Damon.Client.Idle.Pictures;
using Damon.Model.Monitoring;
using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Idle;

public sealed class ShapeTests
{
    [Fact]
    public void Strata_TwoLooks_AreStackedFromYoungToUnknown()
    {
        var strata = new StrataShape([Point(0, 10, (0, 10), (12, 20)), Point(10, 10, (0, 20), (12, 10))], 40 * MiB);

        // A quarter of the height is 100: 10 MiB at the left, 20 at the right.
        Assert.Equal("M0 300L1000 200L1000 400L0 400Z", strata.Ages[0]);
        Assert.Equal("M0 100L1000 100L1000 200L0 300Z", strata.Ages[^1]);
        Assert.Equal("M0 0L1000 0L1000 100L0 100Z", strata.Unknown);
        Assert.All(strata.Ages.Skip(1).SkipLast(1), path => Assert.Equal("", path));
        Assert.Equal((0, 10_000_000), (strata.FromUs, strata.ToUs));
    }

    [Fact]
    public void Strata_LongTimeWithoutALook_IsAGap()
    {
        long[] seconds = [0, 10, 20, 80, 90];
        var strata = new StrataShape([.. seconds.Select(s => Point(s, 0, (0, 10)))], 10 * MiB);

        Assert.Equal(2, strata.Ages[0].Count(letter => letter == 'Z'));
        Assert.DoesNotContain(Places(strata.Ages[0]), x => x is > 223 and < 888);
    }

    [Fact]
    public void Strata_OneLook_IsSeen() => Assert.Equal("M0 0L1000 0L1000 400L0 400Z", new StrataShape([Point(5, 0, (0, 10))], 10 * MiB).Ages[0]);

    [Fact]
    public void StrataAt_APlace_IsTheNearestLook()
    {
        var points = new[] { Point(0), Point(10), Point(20) };

        Assert.Same(points[1], StrataShape.At(points, 0.6));
        Assert.Same(points[2], StrataShape.At(points, 0.9));
        Assert.Null(StrataShape.At([], 0.5));
    }

    [Fact]
    public void Curve_RisesFromNothingToAllThatIsTold()
    {
        var curve = new CurveShape(Point(0, 10, (0, 10), (5, 10), (12, 10)), 40 * MiB);

        Assert.StartsWith("M0 400L", curve.Ages[0], StringComparison.Ordinal);
        Assert.Contains("L1000 100L1000 400", curve.Ages[^1], StringComparison.Ordinal);
        Assert.Contains("L1000 0L1000 100", curve.Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void CurveAt_APlace_TellsWhatWasUsedWithinThatTimeAndWhatNot()
    {
        var point = Point(0, 10, (0, 10), (5, 10), (12, 30));
        var minute = CurveShape.Marks.First(mark => mark.Text == "1 min").Share;

        Assert.Equal((60, 20.0 * MiB, 30.0 * MiB), CurveShape.At(point, minute));
        Assert.Equal(1, CurveShape.At(point, 0).Seconds);
        Assert.Equal(86_400, CurveShape.At(point, 1).Seconds);
    }

    [Fact]
    public void Bars_OfOneName_AreOneAndTheRestIsSummed()
    {
        var bars = MappingBars.Of(
        [
            Mapping(0, 10, "/lib/libc.so.6", MappingKind.File, (0, 2), (12, 8)),
            Mapping(10, 30, "/lib/libc.so.6", MappingKind.File, (12, 20)),
            Mapping(100, 150, "", MappingKind.Anonymous, (0, 50)),
            Mapping(200, 201, "", MappingKind.Anonymous, (0, 1)),
            Mapping(300, 302, "[heap]", MappingKind.Heap, (5, 2)),
            Mapping(400, 403, "", null, (5, 3)),
            Mapping(500, 510, "[stack]", MappingKind.Stack),
        ], false, 2);

        Assert.Equal(["anonymous", "libc.so.6", "3 more"], bars.Select(bar => bar.Name));
        Assert.Equal([50 * 4_096L, 30 * 4_096L, 6 * 4_096L], bars.Select(bar => bar.ResidentBytes));
        Assert.Equal((2 * 4_096L, 28 * 4_096L), (bars[1].Ages[0], bars[1].Ages[^1]));
        Assert.Equal((1 * 4_096L, 5 * 4_096L), (bars[2].Ages[0], bars[2].Ages[1]));
        Assert.Equal("anonymous from 0x64000", bars[0].FullName);
    }

    [Fact]
    public void Bars_OfSeveralProcesses_JoinWhatHasNoName()
    {
        var bars = MappingBars.Of([Mapping(100, 150, "", MappingKind.Anonymous, (0, 50)), Mapping(200, 201, "", MappingKind.Anonymous, (0, 1))], true, 8);

        Assert.Equal(51 * 4_096L, Assert.Single(bars).ResidentBytes);
    }

    [Fact]
    public void Series_AddedAndLoaded_IsInOrderWithoutRepeats()
    {
        var series = new IdleSeries();
        series.Add(Point(30));
        series.Add(Point(40));
        series.Add(Point(40));
        series.Load([Point(10), Point(20), Point(30)]);

        Assert.Equal([10L, 20, 30, 40], series.All.Select(point => point.Us / 1_000_000));
        Assert.Equal(30_000_000, series.NextAfter(20_000_000));
        Assert.Null(series.NextAfter(40_000_000));
        Assert.Equal(2, series.Until(29_999_999).Count);
        Assert.False(series.IsThinned);
    }

    [Fact]
    public void Series_VeryLong_KeepsItsEndsAndSaysThatItIsThinned()
    {
        var series = new IdleSeries();
        for (var i = 0; i < 5_000; i++)
        {
            series.Add(Point(i * 10));
        }

        Assert.InRange(series.All.Count, IdleSeries.Points, 3 * IdleSeries.Points);
        Assert.Equal((0, 49_990), (series.First!.Us / 1_000_000, series.All[^1].Us / 1_000_000));
        Assert.True(series.IsThinned);
        Assert.Equal(series.All.OrderBy(point => point.Us), series.All);
    }

    private static IEnumerable<double> Places(string path) => path.Split('M', 'L', 'Z').Where(part => part.Length > 0).Select(part => double.Parse(part.Split(' ')[0], CultureInfo.InvariantCulture));
}
