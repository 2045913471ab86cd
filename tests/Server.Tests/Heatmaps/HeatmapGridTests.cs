using CsCheck;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Monitoring;
using Damon.Server.Heatmaps;

namespace Damon.Server.Tests.Heatmaps;

public sealed class HeatmapGridTests
{
    [Fact]
    public void Cells_OneRegionOverTheWholeCell_IsItsRate()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 100, 0x1000, 0x2000, 1, 1));
        grid.Add(new AddressRange(0x1000, 0x2000), Rate(0.25, 1));
        grid.Complete(0, 100);

        Assert.Equal(25, grid.Cells()[0][0]);
    }

    [Fact]
    public void Cells_TwoRegionsInOneRow_AreWeightedByTheirBytes()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 100, 0x1000, 0x5000, 1, 1));
        grid.Add(new AddressRange(0x1000, 0x4000), Rate(0, 1));
        grid.Add(new AddressRange(0x4000, 0x5000), Rate(1, 1));
        grid.Complete(0, 100);

        Assert.Equal(25, grid.Cells()[0][0]);
    }

    [Fact]
    public void Cells_TwoSnapshotsInOneColumn_AreWeightedByTheirTime()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 100, 0x1000, 0x2000, 1, 1));
        grid.Add(new AddressRange(0x1000, 0x2000), Rate(1, 1));
        grid.Complete(0, 20);
        grid.Add(new AddressRange(0x1000, 0x2000), Rate(0.5, 1));
        grid.Complete(20, 100);

        Assert.Equal(60, grid.Cells()[0][0]);
    }

    [Fact]
    public void Cells_NothingOverlaps_AreUnknownNotZero()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 200, 0x1000, 0x3000, 2, 2));
        grid.Add(new AddressRange(0x1000, 0x2000), Rate(0, 1));
        grid.Complete(0, 100);

        Assert.Equal([[0, null], [null, null]], grid.Cells());
    }

    [Fact]
    public void Cells_WhollyUnobservedRegion_IsUnknownAndDilutesNothing()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 100, 0x1000, 0x3000, 1, 2));
        grid.Add(new AddressRange(0x1000, 0x1800), Rate(0, 0));
        grid.Add(new AddressRange(0x1800, 0x2000), Rate(0.5, 1));
        grid.Add(new AddressRange(0x2000, 0x3000), Rate(0, 0));
        grid.Complete(0, 100);

        Assert.Equal([[50.0], [null]], grid.Cells());
    }

    [Fact]
    public void Cells_HalfObservedRegion_CountsTheObservedHalf()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 100, 0x1000, 0x3000, 1, 1));
        grid.Add(new AddressRange(0x1000, 0x2000), Rate(0.5, 0.5));
        grid.Add(new AddressRange(0x2000, 0x3000), Rate(0, 1));
        grid.Complete(0, 100);

        Assert.Equal(33.3333, grid.Cells()[0][0]);
    }

    [Fact]
    public void Cells_RangeNotDivisible_LeavesTheRemainderOut()
    {
        // Steps of 3 and 3: address 9 and time 9 belong to no cell.
        var grid = new HeatmapGrid(new HeatmapBounds(0, 10, 0, 10, 3, 3));
        grid.Add(new AddressRange(9, 10), Rate(1, 1));
        grid.Complete(0, 9);
        grid.Add(new AddressRange(0, 9), Rate(1, 1));
        grid.Complete(9, 10);

        Assert.All(grid.Cells(), row => Assert.All(row, cell => Assert.Null(cell)));
    }

    [Fact]
    public void Cells_RowZero_IsTheLowestAddress()
    {
        var grid = new HeatmapGrid(new HeatmapBounds(0, 20, 0, 20, 2, 2));
        grid.Add(new AddressRange(0, 10), Rate(1, 1));
        grid.Add(new AddressRange(10, 20), Rate(0.5, 1));
        grid.Complete(0, 10);

        Assert.Equal([[100, null], [50, null]], grid.Cells());
    }

    [Fact]
    public void Cells_AnySnapshots_AreWhatTheFormulaSaysByteByByte()
    {
        var region = Gen.Select(Gen.ULong[0, 30], Gen.ULong[1, 30], Gen.Int[0, 10], Gen.Int[0, 10]);
        var snapshot = Gen.Select(Gen.Int[0, 30], Gen.Int[1, 20], region.Array[0, 6]);
        var bounds = Gen.Select(Gen.Int[0, 10], Gen.Int[1, 25], Gen.Int[0, 10], Gen.Int[1, 25], Gen.Int[1, 7], Gen.Int[1, 7]);
        Gen.Select(bounds, snapshot.Array[0, 5]).Sample((area, snapshots) =>
        {
            var (from, time, start, size, columns, rows) = area;
            var picture = new HeatmapBounds(from, from + time, (ulong)start, (ulong)(start + size), columns, rows);
            var grid = new HeatmapGrid(picture);
            var (accessed, observed) = (new double[rows, columns], new double[rows, columns]);
            foreach (var (at, lasts, regions) in snapshots)
            {
                foreach (var (low, length, nr, unknown) in regions)
                {
                    var (rate, share) = (Math.Min(nr, 10 - unknown) / 10.0, (10 - unknown) / 10.0);
                    grid.Add(new AddressRange(low, low + length), Rate(rate, share));
                    Paint(picture, (at, at + lasts), (low, low + length), rate, share, accessed, observed);
                }

                grid.Complete(at, at + lasts);
            }

            var cells = grid.Cells();
            for (var row = 0; row < rows; row++)
            {
                for (var column = 0; column < columns; column++)
                {
                    var weight = observed[row, column];
                    Assert.Equal(weight > 0 ? 100 * accessed[row, column] / weight : null, cells[row][column], new Near());
                }
            }
        });
    }

    /// <summary>The formula taken literally: every byte at every moment.</summary>
    private static void Paint(HeatmapBounds bounds, (int From, int To) time, (ulong Start, ulong End) region, double rate, double share, double[,] accessed, double[,] observed)
    {
        for (long us = time.From; us < time.To; us++)
        {
            for (var address = region.Start; address < region.End; address++)
            {
                if (us < bounds.FromUs || us >= bounds.ToUs || address < bounds.Start || address >= bounds.End)
                {
                    continue;
                }

                var (column, row) = ((us - bounds.FromUs) / bounds.ColumnUs, (address - bounds.Start) / Math.Max(1, (bounds.End - bounds.Start) / (ulong)bounds.Rows));
                if (column < bounds.Columns && row < (ulong)bounds.Rows)
                {
                    accessed[row, column] += rate;
                    observed[row, column] += share;
                }
            }
        }
    }

    private static RegionMeasure Rate(double accessed, double observed)
        => RegionMeasure.Of(CellMeasure.Rate, AccessRate.Of((int)Math.Round(accessed * 100), (int)Math.Round(100 - (observed * 100)), 100), null, false, 0);

    private sealed class Near : IEqualityComparer<double?>
    {
        public bool Equals(double? x, double? y) => x is null ? y is null : y is not null && Math.Abs(x.Value - y.Value) < 0.0001;

        public int GetHashCode(double? obj) => 0;
    }
}
