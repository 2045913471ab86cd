using Damon.Client.Addresses;
using Damon.Client.Hover;
using Damon.Client.Pictures;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Hover;

public sealed class HoverLookupTests
{
    private static readonly AddressAxis Axis = AddressAxis.Create([new(0, 100 * 4096), new(10_000 * 4096, 10_100 * 4096)]);
    private static readonly Mapping[] Mappings = [new(0, 50 * 4096, "rw-p", "[heap]", MappingKind.Heap)];
    private static readonly Snapshot Snapshot = Snapshots.At(0, Snapshots.Region(0, 10, 5, 7), Snapshots.Region(10, 60, 0));

    [Fact]
    public void Find_OnARegion_TellsRangeRateAgeAndMapping()
    {
        var info = HoverLookup.Find(50_000, Axis.PositionOf(4096 * 3)!.Value, Axis, Mappings, Snapshot, null);

        Assert.Equal(new AddressRange(0, 10 * 4096), info.Range);
        Assert.True(info.IsRegion);
        Assert.Equal(25, info.Percent);
        Assert.Equal(700_000, info.AgeUs);
        Assert.Equal("[heap]", info.Mapping);
        Assert.Null(info.Unknown);
    }

    // A region may be as large as all of the memory around a mapping: the name is not that of the whole.
    [Fact]
    public void Find_OnARegionFarLargerThanTheMapping_TellsBothSizes()
    {
        var info = HoverLookup.Find(50_000, Axis.PositionOf(4096 * 12)!.Value, Axis, [new(12 * 4096, 13 * 4096, "r--p", "/usr/bin/dotnet", MappingKind.File)], Snapshot, null);

        Assert.Equal(("/usr/bin/dotnet", 4_096UL, 50UL * 4096), (info.Mapping, info.MappingBytes, info.Range!.Value.Size));
    }

    [Fact]
    public void Find_InACut_SaysSo()
    {
        var info = HoverLookup.Find(50_000, 0.5, Axis, Mappings, Snapshot, null);

        Assert.Null(info.Percent);
        Assert.Contains("cut out", info.Unknown, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RegionNeverObserved_IsUnknownAndNotZero()
    {
        var info = HoverLookup.Find(50_000, Axis.PositionOf(4096)!.Value, Axis, Mappings, Snapshot with { Unknown = [20, 0] }, null);

        Assert.Null(info.Percent);
        Assert.NotNull(info.Unknown);
    }

    [Fact]
    public void Find_WithoutASnapshot_ReadsTheCell()
    {
        var rows = RowMap.Create(Axis, 50);
        var grid = new CellGrid(0, 100_000, 2, 50);
        grid.Column(1)[3] = 60;
        var picture = new RecordedPicture(grid, rows, RowMask.Create(rows, []));
        var position = (3 + 0.5) / 50;

        var cell = HoverLookup.Find(150_000, position, Axis, Mappings, null, picture);
        Assert.Equal((60, false), (cell.Percent, cell.IsRegion));
        Assert.Equal(rows[3], cell.Range);
        Assert.Null(HoverLookup.Find(50_000, position, Axis, Mappings, null, picture).Percent);
        Assert.Equal("Nothing was recorded at this time.", HoverLookup.Find(250_000, position, Axis, Mappings, null, picture).Unknown);
    }

    [Fact]
    public void Find_OfIdleAges_TellsThemAndNoRate()
    {
        var rows = RowMap.Create(Axis, 50);
        var grid = new CellGrid(0, 100_000, 1, 50, CellMeasure.Idle);
        (grid.Column(0)[3], grid.Column(0)[4]) = (75, CellGrid.Coming);
        var picture = new RecordedPicture(grid, rows, RowMask.Create(rows, []));

        var cell = HoverLookup.Find(50_000, 3.5 / 50, Axis, Mappings, null, picture);
        Assert.Equal((CellMeasure.Idle, 75, null), (cell.Measure, cell.Shown, cell.Percent));
        Assert.Contains("on its way", HoverLookup.Find(50_000, 4.5 / 50, Axis, Mappings, null, picture).Unknown, StringComparison.Ordinal);

        // Of a region it is that of the region: accessed just now, or idle for as long as it is unchanged.
        Assert.Equal(0, HoverLookup.Find(50_000, Axis.PositionOf(4096)!.Value, Axis, Mappings, Snapshot, picture).Shown);
        Assert.Equal(30, HoverLookup.Find(50_000, Axis.PositionOf(4096 * 20)!.Value, Axis, Mappings, Snapshot with { SinceUs = [0, -29_900_000] }, picture).Shown);
    }
}
