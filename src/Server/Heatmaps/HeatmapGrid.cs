using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Server.History;

namespace Damon.Server.Heatmaps;

/// <summary>Bins the regions of stored snapshots into the cells of one range.</summary>
internal sealed class HeatmapGrid(HeatmapBounds bounds)
{
    private readonly RowSums _snapshot = new(bounds.RowRanges());
    private readonly CellSums _cells = new(bounds.Columns, bounds.Rows);
    private readonly TimeColumns _columns = new(bounds.FromUs, bounds.ColumnUs);

    /// <summary>Number of columns.</summary>
    public int Columns => bounds.Columns;

    /// <summary>Number of rows.</summary>
    public int Rows => bounds.Rows;

    /// <summary>What cells tell.</summary>
    public CellMeasure Measure => bounds.Measure;

    /// <summary>Adds one region of the snapshot at hand; they come in address order.</summary>
    public void Add(AddressRange region, RegionMeasure told)
    {
        // A picture has a grid for each part of its axis, and a region lies in one of them.
        if (region.Start < bounds.End && region.End > bounds.Start)
        {
            _snapshot.Add(region, told);
        }
    }

    /// <summary>The snapshot at hand is complete: it lasted from <paramref name="startUs"/> to <paramref name="endUs"/>.</summary>
    public void Complete(long startUs, long endUs)
    {
        var (from, to) = (Math.Max(startUs, bounds.FromUs), Math.Min(endUs, bounds.ToUs));
        if (from < to)
        {
            var last = Math.Min(_columns.At(to - 1), bounds.Columns - 1);
            for (var column = _columns.At(from); column <= last; column++)
            {
                _cells.Add((int)column, _snapshot, _columns.Share(column, from, to));
            }
        }

        _snapshot.Clear();
    }

    /// <summary>Rows of columns: percent of the observed samples, null where there were none.</summary>
    public double?[][] Cells()
    {
        var cells = new double?[bounds.Rows][];
        for (var row = 0; row < bounds.Rows; row++)
        {
            cells[row] = new double?[bounds.Columns];
            for (var column = 0; column < bounds.Columns; column++)
            {
                cells[row][column] = _cells.Percent(column, row) is { } percent ? Math.Round(percent, 4) : null;
            }
        }

        return cells;
    }

    /// <summary>Writes the cells to a part of <paramref name="into"/>.</summary>
    /// <param name="into">As many columns as this grid has.</param>
    /// <param name="firstRow">Where the lowest row goes.</param>
    public void Pack(PackedCells into, int firstRow)
    {
        for (var column = 0; column < bounds.Columns; column++)
        {
            for (var row = 0; row < bounds.Rows; row++)
            {
                into.Set(column, firstRow + row, _cells.Value(column, row, bounds.Measure));
            }
        }
    }
}
