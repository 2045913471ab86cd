using Damon.Client.Tables.Regions;
using Damon.Model.Addresses;

namespace Damon.Client.Tests.Tables.Regions;

public sealed class RegionSortTests
{
    // Named by the start address: 1 unknown, 2 and 3 equally hot, 4 cold and not in a mapping.
    private static readonly RegionRow[] Rows =
    [
        Row(1, 9, "b", null, 7),
        Row(2, 5, "A", 50, 10),
        Row(3, 7, "c", 50, 10),
        Row(4, 1, null, 0, 0),
    ];

    [Theory]
    [InlineData(RegionColumn.Address, false, "1 2 3 4")]
    [InlineData(RegionColumn.Address, true, "4 3 2 1")]
    [InlineData(RegionColumn.Mapping, false, "2 1 3 4")]
    [InlineData(RegionColumn.Mapping, true, "3 1 2 4")]
    [InlineData(RegionColumn.Size, false, "4 2 3 1")]
    [InlineData(RegionColumn.Size, true, "1 3 2 4")]
    [InlineData(RegionColumn.Rate, false, "4 3 2 1")]
    [InlineData(RegionColumn.Rate, true, "3 2 4 1")]
    [InlineData(RegionColumn.Accesses, false, "4 3 2 1")]
    [InlineData(RegionColumn.Accesses, true, "3 2 4 1")]
    [InlineData(RegionColumn.Age, false, "1 2 3 4")]
    [InlineData(RegionColumn.Age, true, "4 3 2 1")]
    public void Apply_Column_PutsTheUnknownLastBothWays(RegionColumn column, bool falling, string expected)
    {
        RegionRow[] rows = [.. Rows];

        new RegionSort(column, falling).Apply(rows);

        Assert.Equal(expected, string.Join(' ', rows.Select(r => r.Range.Start)));
    }

    [Fact]
    public void Press_SameColumn_TurnsTheOrderAndAnotherBeginsAsUseful()
    {
        Assert.Equal(new RegionSort(RegionColumn.Rate, false), RegionSort.Default.Press(RegionColumn.Rate));
        Assert.Equal(new RegionSort(RegionColumn.Size, true), RegionSort.Default.Press(RegionColumn.Size));
        Assert.Equal(new RegionSort(RegionColumn.Address, false), RegionSort.Default.Press(RegionColumn.Address));
    }

    private static RegionRow Row(ulong start, ulong size, string? mapping, double? percent, int nrAccesses)
        => new(new AddressRange(start, start + size), mapping, 0, percent, nrAccesses, 20, percent is null ? 20 : 0, (int)start, start * 100_000);
}
