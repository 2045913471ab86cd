using Damon.Client.Addresses;
using Damon.Client.Tables.Mappings;
using Damon.Client.Tests.Pictures;

namespace Damon.Client.Tests.Tables.Mappings;

public sealed class MappingFiguresTests
{
    private const double Page = 4096;

    [Fact]
    public void Of_SpanningRegion_IsDividedByBytesAndWhatIsInAHoleCountsNowhere()
    {
        var snapshot = Snapshots.At(0, Snapshots.Region(0, 10, 10), Snapshots.Region(10, 20, 0, 600));

        var figures = MappingFigures.Of(snapshot, Maps.Groups(Maps.Heap(1, 4), Maps.File(8, 13, "a.so")), 60e6);

        Assert.Equal(["heap", "a.so"], figures.Select(f => f.Mapping!.Name));
        Assert.Equal((3 * Page, 3 * Page, 50.0, 0.0, null), Of(figures[0]));
        Assert.Equal((5 * Page, 2 * Page, 20.0, 3 * Page, 60e6), Of(figures[1]));
    }

    [Theory]
    [InlineData(599, 0)]
    [InlineData(600, 1)]
    [InlineData(601, 1)]
    public void Of_Age_IsIdleFromTheThresholdOn(int age, int pages)
    {
        var figure = Assert.Single(MappingFigures.Of(Snapshots.At(0, Snapshots.Region(0, 1, 0, age)), Maps.Groups(Maps.Heap(0, 1)), 60e6));

        Assert.Equal((pages * Page, age * 1e5), (figure.IdleBytes, figure.LongestIdleUs));
    }

    [Fact]
    public void Of_Unknown_IsNeitherIdleNorInTheRate()
    {
        var snapshot = Snapshots.At(0, Snapshots.Region(0, 1, 0, 900), Snapshots.Region(1, 2, 10, 900), Snapshots.Region(2, 3, 0, 900)) with { Unknown = [20, 10, 0] };

        var figure = Assert.Single(MappingFigures.Of(snapshot, Maps.Groups(Maps.Heap(0, 3)), 60e6));

        // Of the second region only half of the samples count, all of them accesses.
        Assert.Equal((3 * Page, Page, Page, 90e6), (figure.MonitoredBytes, figure.AccessedBytes, figure.IdleBytes, figure.LongestIdleUs!.Value));
        Assert.Equal(100.0 / 3, figure.MeanPercent!.Value, 9);
        Assert.Equal(Page, figure.UnknownBytes);
    }

    [Fact]
    public void Of_EstimatedRegions_CountsWhatWasTouchedAndIdlenessByTheClock()
    {
        var snapshot = Snapshots.Estimated(4);

        var figure = Assert.Single(MappingFigures.Of(snapshot, Maps.Groups(Maps.Heap(16, 26)), 1.4e6));

        Assert.Equal((10 * Page, 3 * Page, 2 * Page, 2 * Page, 1.4e6), (figure.MonitoredBytes, figure.AccessedBytes, figure.IdleBytes, figure.UnknownBytes, figure.LongestIdleUs!.Value));
    }

    [Fact]
    public void Of_TouchedWithoutARate_IsNotIdle()
    {
        var snapshot = Snapshots.At(0, Snapshots.Region(0, 10, 0, 900)) with { Samples = [20], Touched = [0.1], TouchedError = [0.05], SinceUs = [-90_000_000] };

        var figure = Assert.Single(MappingFigures.Of(snapshot, Maps.Groups(Maps.Heap(0, 10)), 60e6));

        Assert.Equal((Page, 0, null), (figure.AccessedBytes, figure.IdleBytes, figure.LongestIdleUs));
    }

    [Fact]
    public void Of_NothingObserved_HasNoRate()
    {
        var figure = Assert.Single(MappingFigures.Of(Snapshots.At(0, Snapshots.Region(0, 1, 0, 900)) with { Unknown = [20] }, Maps.Groups(Maps.Heap(0, 1)), 1));

        Assert.Equal((null, 0.0, null, Page), (figure.MeanPercent, figure.IdleBytes, figure.LongestIdleUs, figure.UnknownBytes));
    }

    [Fact]
    public void Of_ReservedAddressSpace_IsNotIdle()
    {
        var groups = Maps.Groups(Maps.Anonymous(0, 5, "---p"), Maps.Anonymous(5, 6));

        var figure = Assert.Single(MappingFigures.Of(Snapshots.At(0, Snapshots.Region(0, 6, 0, 900)), groups, 1));

        Assert.Equal((Page, Page), (figure.MonitoredBytes, figure.IdleBytes));
    }

    [Fact]
    public void Of_NothingMonitoredOrKnown_IsEmpty()
    {
        Assert.Empty(MappingFigures.Of(null, Maps.Groups(Maps.Heap(0, 1)), 1));
        Assert.Empty(MappingFigures.Of(Snapshots.At(0), Maps.Groups(Maps.Heap(0, 1)), 1));
        Assert.Empty(MappingFigures.Of(Snapshots.At(0, Snapshots.Region(0, 1, 0)), MappingGroups.Empty, 1));
        Assert.Empty(MappingFigures.Of(Snapshots.At(0, Snapshots.Region(0, 1, 0)), Maps.Groups(Maps.Heap(1, 2)), 1));
    }

    [Fact]
    public void Of_ManyRegions_LosesNoByte()
    {
        var snapshot = Snapshots.At(0, [.. Enumerable.Range(0, 10_000).Select(i => Snapshots.Region((ulong)i * 3, ((ulong)i * 3) + 3, i % 2, 1_000))]);
        var groups = Maps.Groups([.. Enumerable.Range(0, 6_000).Select(i => Maps.File((ulong)i * 5, ((ulong)i * 5) + 5, "f" + i))]);

        var figures = MappingFigures.Of(snapshot, groups, 60e6);

        Assert.Equal(6_000, figures.Count);
        Assert.Equal((30_000 * Page, 15_000 * Page, 15_000 * Page), (figures.Sum(f => f.MonitoredBytes), figures.Sum(f => f.AccessedBytes), figures.Sum(f => f.IdleBytes)));
    }

    private static (double, double, double?, double, double?) Of(MappingFigure figure)
        => (figure.MonitoredBytes, figure.AccessedBytes, figure.MeanPercent, figure.IdleBytes, figure.LongestIdleUs);
}
