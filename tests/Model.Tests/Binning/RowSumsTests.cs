using CsCheck;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Monitoring;

namespace Damon.Model.Tests.Binning;

public sealed class RowSumsTests
{
    private const ulong Page = 4096;

    [Fact]
    public void Add_RegionsShareARow_AreWeightedByTheirBytes()
    {
        // One row of four pages: a quarter always accessed, three quarters never.
        Assert.Equal([25], Bin(Rows(4, 1), Region(0, 1, 20), Region(1, 4, 0)));
    }

    [Fact]
    public void Add_RegionSpansRows_FillsEachOfThem()
        => Assert.Equal([50, 50, 0, 0], Bin(Rows(4, 4), Region(0, 2, 10), Region(2, 4, 0)));

    [Fact]
    public void Add_NoRegionInARow_IsUnknownAndNotZero()
        => Assert.Equal([0, null, null, 100], Bin(Rows(4, 4), Region(0, 1, 0), Region(3, 4, 20)));

    [Fact]
    public void Add_AllSamplesUnknown_IsUnknown()
    {
        // Of the second region half the samples were observed, and all of those found it accessed.
        Assert.Equal([null, 100], Bin(Rows(2, 2), Region(0, 1, 0, 20), Region(1, 2, 10, 10)));
    }

    [Fact]
    public void Add_EmptyRowBetween_TakesNothing()
        => Assert.Equal([100, null, 0], Bin([new(0, Page), new(0, 0), new(Page, 2 * Page)], Region(0, 1, 20), Region(1, 2, 0)));

    [Fact]
    public void Clear_AfterASnapshot_BeginsAnew()
    {
        var sums = new RowSums(Rows(1, 1));
        sums.Add(new AddressRange(0, Page), AccessRate.Of(20, 0, 20));
        sums.Clear();

        Assert.Equal((0, 0), (sums.Accessed[0], sums.Observed[0]));
    }

    [Fact]
    public void Add_AnyRegions_WeightsAreTheBytesObserved() => Gen.Select(Regions(), Gen.Int[1, 40], Gen.Bool).Sample((regions, count, reversed) =>
    {
        var sums = new RowSums(Rows(256, count));
        foreach (var (range, rate) in reversed ? regions.Reverse() : regions)
        {
            sums.Add(range, rate);
        }

        Assert.Equal(regions.Sum(r => (double)r.Range.Size), Sum(sums.Observed), 1e-6);
        Assert.Equal(regions.Sum(r => r.Range.Size * r.Rate.AccessedShare), Sum(sums.Accessed), 1e-6);
        for (var row = 0; row < count; row++)
        {
            Assert.InRange(sums.Accessed[row], 0, sums.Observed[row] + 1e-9);
        }
    });

    private static Gen<(AddressRange Range, AccessRate Rate)[]> Regions()
        => Gen.Select(Gen.ULong[0, 20], Gen.ULong[1, 40], Gen.Int[0, 20]).Array[1, 12].Select(parts =>
        {
            var page = 0UL;
            var regions = new List<(AddressRange, AccessRate)>();
            foreach (var (gap, size, nr) in parts)
            {
                if (page + gap + size > 256)
                {
                    break;
                }

                regions.Add(Region(page + gap, page + gap + size, nr));
                page += gap + size;
            }

            return regions.ToArray();
        });

    private static AddressRange[] Rows(ulong pages, int rows) => RowDivision.Even(new AddressRange(0, pages * Page), rows);

    private static (AddressRange Range, AccessRate Rate) Region(ulong startPage, ulong endPage, int nrAccesses, int unknown = 0)
        => (new AddressRange(startPage * Page, endPage * Page), AccessRate.Of(nrAccesses, unknown, 20));

    private static double?[] Bin(AddressRange[] rows, params (AddressRange Range, AccessRate Rate)[] regions)
    {
        var sums = new RowSums(rows);
        foreach (var (range, rate) in regions)
        {
            sums.Add(range, rate);
        }

        var cells = new CellSums(1, rows.Length);
        cells.Add(0, sums, 7);
        return [.. Enumerable.Range(0, rows.Length).Select(row => cells.Percent(0, row))];
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum;
    }
}
