using Damon.Contracts.Rest;

namespace Damon.Server.Heatmaps;

/// <summary>
/// Bins regions into cells. A cell is the mean of the access rates of what overlaps it, weighted by time, bytes and the
/// share of the samples that could be observed; where nothing was observed it is unknown, which is not zero.
/// Regions are first summed into rows, and a snapshot's rows then spread over its columns: an hour of snapshots is tens of
/// millions of regions, but every one of them touches only few rows once.
/// </summary>
internal sealed class HeatmapGrid(HeatmapBounds bounds)
{
    // Column after column: a snapshot changes one or two of them.
    private readonly double[] _accessed = new double[bounds.Columns * bounds.Rows];
    private readonly double[] _observed = new double[bounds.Columns * bounds.Rows];
    private readonly double[] _rowAccessed = new double[bounds.Rows];
    private readonly double[] _rowObserved = new double[bounds.Rows];
    private readonly ulong _end = Math.Min(bounds.End, bounds.Start + (bounds.RowBytes * (ulong)bounds.Rows));

    /// <summary>Adds one region of the snapshot at hand.</summary>
    /// <param name="start">First byte.</param>
    /// <param name="end">One past the last.</param>
    /// <param name="accessed">Share of all samples that found it accessed, 0 .. 1.</param>
    /// <param name="observed">Share of all samples that were observed, 0 .. 1.</param>
    public void Add(ulong start, ulong end, double accessed, double observed)
    {
        if (observed <= 0 || end <= bounds.Start || start >= _end)
        {
            return;
        }

        var position = Math.Max(start, bounds.Start) - bounds.Start;
        var last = Math.Min(end, _end) - bounds.Start;
        var row = (int)(position / bounds.RowBytes);
        while (position < last)
        {
            var border = Math.Min(last, (ulong)(row + 1) * bounds.RowBytes);
            var bytes = (double)(border - position);
            _rowAccessed[row] += accessed * bytes;
            _rowObserved[row] += observed * bytes;
            position = border;
            row++;
        }
    }

    /// <summary>The snapshot at hand is complete: it lasted from <paramref name="startUs"/> to <paramref name="endUs"/>.</summary>
    public void Complete(long startUs, long endUs)
    {
        var position = Math.Max(startUs, bounds.FromUs) - bounds.FromUs;
        var last = Math.Min(Math.Min(endUs, bounds.ToUs) - bounds.FromUs, bounds.ColumnUs * bounds.Columns);
        while (position < last)
        {
            var column = (int)(position / bounds.ColumnUs);
            var border = Math.Min(last, (column + 1) * bounds.ColumnUs);
            Spread(column, border - position);
            position = border;
        }

        Array.Clear(_rowAccessed);
        Array.Clear(_rowObserved);
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
                var at = (column * bounds.Rows) + row;
                cells[row][column] = _observed[at] > 0 ? Math.Round(100 * _accessed[at] / _observed[at], 4) : null;
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
                var at = (column * bounds.Rows) + row;
                into.Set(column, firstRow + row, _observed[at] > 0 ? 100 * _accessed[at] / _observed[at] : null);
            }
        }
    }

    private void Spread(int column, double time)
    {
        var accessed = _accessed.AsSpan(column * bounds.Rows, bounds.Rows);
        var observed = _observed.AsSpan(column * bounds.Rows, bounds.Rows);
        for (var row = 0; row < accessed.Length; row++)
        {
            accessed[row] += _rowAccessed[row] * time;
            observed[row] += _rowObserved[row] * time;
        }
    }
}
