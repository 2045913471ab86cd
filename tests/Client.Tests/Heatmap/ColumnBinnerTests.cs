using CsCheck;
using Damon.Client.Heatmap;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Tests.Heatmap;

public sealed class ColumnBinnerTests
{
    [Fact]
    public void Add_RegionsShareARow_AreWeightedByTheirBytes()
    {
        // One row of four pages: a quarter always accessed, three quarters never.
        var cells = Bin(Snapshots.At(0, Snapshots.Region(0, 1, 20), Snapshots.Region(1, 4, 0)), Rows(4, 1));

        Assert.Equal([25f], cells);
    }

    [Fact]
    public void Add_RegionSpansRows_FillsEachOfThem()
        => Assert.Equal([50f, 50f, 0f, 0f], Bin(Snapshots.At(0, Snapshots.Region(0, 2, 10), Snapshots.Region(2, 4, 0)), Rows(4, 4)));

    [Fact]
    public void Add_NoRegionInARow_IsUnknownAndNotZero()
        => Assert.Equal([0f, float.NaN, float.NaN, 100f], Bin(Snapshots.At(0, Snapshots.Region(0, 1, 0), Snapshots.Region(3, 4, 20)), Rows(4, 4)));

    [Fact]
    public void Add_AllSamplesUnknown_IsUnknown()
    {
        var snapshot = Snapshots.At(0, Snapshots.Region(0, 1, 0), Snapshots.Region(1, 2, 10)) with { Unknown = [20, 10] };

        // Of the second region half the samples were observed, and all of those found it accessed.
        Assert.Equal([float.NaN, 100f], Bin(snapshot, Rows(2, 2)));
    }

    [Fact]
    public void Add_AnyRegions_WeightsAreTheBytesObserved() => Gen.Select(Regions(), Gen.Int[1, 40]).Sample((regions, count) =>
    {
        var rows = Rows(256, count);
        var (sums, weights) = (new float[count], new float[count]);
        ColumnBinner.Add(Snapshots.At(0, regions), rows, 1, sums, weights);

        var bytes = regions.Sum(r => (double)r.Size);
        Assert.Equal(bytes, weights.Sum(w => (double)w), (bytes * 1e-5) + 1e-3);
        Assert.All(Enumerable.Range(0, count), r => Assert.InRange(sums[r], 0, (weights[r] * 100.001f) + 0.001f));
    });

    private static Gen<RegionSample[]> Regions() => Gen.Select(Gen.ULong[0, 20], Gen.ULong[1, 40], Gen.Int[0, 20]).Array[1, 12].Select(parts =>
    {
        var page = 0UL;
        var regions = new List<RegionSample>();
        foreach (var (gap, size, nr) in parts)
        {
            if (page + gap + size > 256)
            {
                break;
            }

            regions.Add(Snapshots.Region(page + gap, page + gap + size, nr));
            page += gap + size;
        }

        return regions.ToArray();
    });

    private static RowMap Rows(ulong pages, int rows) => RowMap.Create(AddressAxis.Create([new(0, pages * 4096)]), rows);

    private static float[] Bin(Snapshot snapshot, RowMap rows)
    {
        var (sums, weights) = (new float[rows.Count], new float[rows.Count]);
        ColumnBinner.Add(snapshot, rows, 1, sums, weights);
        return [.. sums.Zip(weights, (sum, weight) => weight > 0 ? sum / weight : float.NaN)];
    }
}
