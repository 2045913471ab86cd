using Damon.Client.Addresses;
using Damon.Client.Tables.Regions;
using Damon.Client.Tests.Pictures;
using Damon.Client.Tests.Tables.Mappings;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Tables.Regions;

public sealed class RegionRowsTests
{
    private static readonly Snapshot Three = Snapshots.At(0, Snapshots.Region(0, 10, 5, 30), Snapshots.Region(10, 12, 20), Snapshots.Region(50, 51, 0, 7));

    [Fact]
    public void Of_Region_HasRateAndAgeAsTime()
    {
        var row = RegionRows.Of(Three, MappingGroups.Empty)[0];

        Assert.Equal(new RegionRow(new AddressRange(0, 40_960), null, 0, 25, 5, 20, 0, 30, 3_000_000), row);
    }

    [Theory]
    [InlineData(0, 100, 3)]
    [InlineData(9, 10, 1)]
    [InlineData(9, 11, 2)]
    [InlineData(12, 50, 0)]
    public void Of_Range_TakesWhatReachesIntoIt(ulong start, ulong end, int expected)
        => Assert.Equal(expected, RegionRows.Of(Three, MappingGroups.Empty, new AddressRange(start * 4096, end * 4096)).Length);

    [Fact]
    public void Of_NothingObserved_IsUnknownAndNotZero()
    {
        var rows = RegionRows.Of(Three with { Unknown = [20, 10, 0] }, MappingGroups.Empty);

        Assert.Equal([null, 100.0, 0.0], rows.Select(r => r.Percent));
        Assert.Equal([20, 10, 0], rows.Select(r => r.Unknown));
    }

    [Fact]
    public void Of_SpanningRegion_IsNamedByTheMappingThatHoldsMostOfIt()
    {
        var groups = Maps.Groups(Maps.Heap(0, 2), Maps.File(2, 4, "a.so"), Maps.File(4, 6, "a.so", "rw-p"), Maps.Anonymous(7, 10), Maps.Heap(11, 12));

        var rows = RegionRows.Of(Three, groups);

        Assert.Equal([("a.so", 2), ("heap", 0), (null, 0)], rows.Select(r => (r.Mapping, r.MoreMappings)));
    }

    [Theory]
    [InlineData(4, "heap", 0)]
    [InlineData(5, "heap", 0)]
    [InlineData(6, null, 1)]
    [InlineData(1_000, null, 1)]
    public void Of_RegionMostOfWhichIsNotMapped_HasNoName(ulong pages, string? name, int more)
    {
        // The region is as large as it may be between two looks at the mappings: only three pages of it are there.
        var row = Assert.Single(RegionRows.Of(Snapshots.At(0, Snapshots.Region(0, pages + 1, 5)), Maps.Groups(Maps.Heap(0, 3))));

        Assert.Equal((name, more), (row.Mapping, row.MoreMappings));
    }

    [Fact]
    public void Of_SeveralRegionsInOneMapping_AllHaveItsName()
        => Assert.All(RegionRows.Of(Three, Maps.Groups(Maps.Heap(0, 60))), r => Assert.Equal("heap", r.Mapping));

    [Fact]
    public void Of_NoSnapshotOrNoRegions_IsEmpty()
    {
        Assert.Empty(RegionRows.Of(null, MappingGroups.Empty));
        Assert.Empty(RegionRows.Of(Snapshots.At(0), Maps.Groups(Maps.Heap(0, 1))));
    }

    [Fact]
    public void Of_ManyRegionsAndMappings_FindsEachItsOwn()
    {
        var snapshot = Snapshots.At(0, [.. Enumerable.Range(0, 10_000).Select(i => Snapshots.Region((ulong)i * 2, ((ulong)i * 2) + 1, i % 21))]);
        var groups = Maps.Groups([.. Enumerable.Range(0, 10_000).Select(i => Maps.File((ulong)i * 2, ((ulong)i * 2) + 1, "f" + i))]);

        var rows = RegionRows.Of(snapshot, groups);

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => "f" + i), rows.Select(r => r.Mapping));
        RegionSort.Default.Apply(rows);
        Assert.Equal((100.0, 0.0), (rows[0].Percent, rows[^1].Percent));
    }
}
