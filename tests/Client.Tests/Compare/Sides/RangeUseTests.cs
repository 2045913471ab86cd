using Damon.Client.Addresses;
using Damon.Client.Compare.Sides;
using Damon.Client.Tests.Pictures;
using Damon.Client.Tests.Tables.Mappings;

namespace Damon.Client.Tests.Compare.Sides;

public sealed class RangeUseTests
{
    private static readonly MappingGroups Groups = Maps.Groups(Maps.Heap(0, 10), Maps.Anonymous(20, 30), Maps.Anonymous(40, 50));

    [Fact]
    public void Of_Snapshots_IsTheirMeanByName()
    {
        var use = RangeUse.Of(
            [
                Snapshots.At(0, Snapshots.Region(0, 10, 20), Snapshots.Region(20, 50, 0)),
                Snapshots.At(1, Snapshots.Region(0, 10, 0), Snapshots.Region(20, 50, 10)),
            ],
            [(0, Groups)],
            all: true);

        var names = use.Names.ToDictionary(n => n.Name);
        Assert.Equal(new MappingUse("heap", 50, 5 * 4096, 10 * 4096), names["heap"]);
        Assert.Equal(new MappingUse("anonymous", 25, 10 * 4096, 20 * 4096), names["anonymous"]);
        Assert.Equal(100.0 / 3, use.MeanPercent!.Value, 1e-9);
        Assert.Equal([10 * 4096.0, 10 * 4096, 10 * 4096], use.Candidates.Select(c => c.AccessedBytes));
    }

    [Fact]
    public void Of_MappingsThatChange_TakesThoseNearestInTime()
    {
        var use = RangeUse.Of(
            [Snapshots.At(0, Snapshots.Region(0, 10, 20)), Snapshots.At(9, Snapshots.Region(0, 10, 20))],
            [(0, Maps.Groups(Maps.Heap(0, 10))), (1_000_000, Maps.Groups(Maps.File(0, 10, "x")))],
            all: false);

        Assert.Equal(["heap", "x"], use.Names.Select(n => n.Name).Order());
        Assert.Equal("x", Assert.Single(use.Candidates).Group.Name);
    }

    [Fact]
    public void Of_NoSnapshots_IsUnknown()
    {
        var use = RangeUse.Of([], [(0, Groups)], all: true);

        Assert.Empty(use.Names);
        Assert.Null(use.MeanPercent);
    }
}
