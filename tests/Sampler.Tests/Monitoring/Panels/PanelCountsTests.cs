using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Tests.Monitoring.Panels;

/// <summary>Pages of a mapping, counted by the ages within which they were accessed.</summary>
public sealed class PanelCountsTests
{
    private const ushort TwoYoungest = 0b11;

    [Fact]
    public void PagesThatNoLookHasToldOf_AreAsTheOthers_AndTheErrorIsThatOfThese()
    {
        var counts = new PanelCounts();
        Add(counts, 6, new PageAges(ushort.MaxValue, 0, false));
        Add(counts, 4, new PageAges(0, 0, false));

        // A guess, and the wrong one, for the two youngest ages; nothing missing for the others.
        Add(counts, 10, new PageAges(ushort.MaxValue, TwoYoungest, false));
        var piece = counts.ToPiece(Area(drawn: 40));

        Assert.Equal(12, piece.Counts[0]);
        Assert.Equal(0, piece.Counts[1]);
        Assert.Equal(4, piece.Counts[2]);
        Assert.Equal(4, piece.Counts[^1]);
        Assert.Equal(20, piece.Drawn);
    }

    [Fact]
    public void AgeThatNoLookHasToldOf_IsTheGuess()
    {
        var counts = new PanelCounts();
        Add(counts, 3, new PageAges(ushort.MaxValue, TwoYoungest, false));
        Add(counts, 1, new PageAges(0, TwoYoungest, false));
        var piece = counts.ToPiece(Area(drawn: 4));

        Assert.Equal((3, 1, 4), (piece.Counts[0], piece.Counts[^1], piece.Drawn));
    }

    // Of a mapping that is followed whole no error is told; of another one the error is that of those that were looked at.
    [Theory]
    [InlineData(0, 400)]
    [InlineData(3, 0)]
    public void FewPagesThatALookHasToldOf_SpeakForTheOthersOnlyWhereAnErrorIsTold(int order, int youngest)
    {
        var counts = new PanelCounts();
        Add(counts, 150, new PageAges(0, 0, false));
        Add(counts, 400, new PageAges(ushort.MaxValue, TwoYoungest, false));

        Assert.Equal(youngest, counts.ToPiece(Area(drawn: 550, order)).Counts[0]);
    }

    [Fact]
    public void PageOfTwoProcesses_IsToldOnlyWhereBothAre()
    {
        var both = new PageAges(0b1000, 0b0001, false).Or(new PageAges(0b0100, 0b0010, false));

        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(both.IsTold));
        Assert.Equal([false, false, true, true], Enumerable.Range(0, 4).Select(both.IsWithin));
    }

    // The order is what the panel of another process has chosen for the same memory.
    private static PanelArea Area(int drawn, int order = 0)
    {
        var area = new PanelArea(new MonitoredArea(new AddressRange(0, 1UL << 32), IsShared: true)) { Drawn = drawn };
        area.Choose((1 << 20) >> order, 1 << 21, new PanelOrders());
        Assert.Equal(order, area.Order);
        return area;
    }

    private static void Add(PanelCounts counts, int pages, PageAges ages)
    {
        for (var page = 0; page < pages; page++)
        {
            counts.Add(ages);
        }
    }
}
