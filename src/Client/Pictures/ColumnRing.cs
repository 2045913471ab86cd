using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Pictures;

/// <summary>
/// The newest columns of a live picture. Columns stand at whole multiples of their width, so that the picture moves by
/// whole columns and what is drawn once never changes its shape.
/// </summary>
public sealed class ColumnRing
{
    private readonly RowSums _snapshot;
    private readonly CellSums _cells;
    private readonly TimeColumns _times;
    private readonly CellMeasure _measure;

    /// <summary>An empty ring.</summary>
    /// <param name="rows">Rows of every column.</param>
    /// <param name="columns">Number of columns kept.</param>
    /// <param name="columnUs">Width of a column, microseconds.</param>
    /// <param name="measure">What values tell.</param>
    public ColumnRing(RowMap rows, int columns, long columnUs, CellMeasure measure = CellMeasure.Rate)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnUs, 1);
        Columns = columns;
        ColumnUs = columnUs;
        _measure = measure;
        _snapshot = new RowSums(rows.Ranges);
        _cells = new CellSums(columns, rows.Count);
        _times = new TimeColumns(0, columnUs);
    }

    /// <summary>Number of columns kept.</summary>
    public int Columns { get; }

    /// <summary>Width of a column, microseconds.</summary>
    public long ColumnUs { get; }

    /// <summary>Number of the newest column (its start divided by its width); null before the first snapshot.</summary>
    public long? Newest { get; private set; }

    /// <summary>Number of the oldest column kept.</summary>
    public long? Oldest => Newest - Columns + 1;

    /// <summary>Adds a snapshot to every column that shares time with it. What is older than the ring is left out.</summary>
    /// <returns>The first column changed, or null when none was.</returns>
    public long? Add(Snapshot snapshot)
    {
        if (snapshot.EndUs <= snapshot.StartUs)
        {
            return null;
        }

        var last = _times.At(snapshot.EndUs - 1);
        Advance(last);
        var first = Math.Max(_times.At(snapshot.StartUs), Oldest!.Value);
        if (first > last)
        {
            return null;
        }

        _snapshot.Clear();
        for (var i = 0; i < snapshot.Regions.Length; i++)
        {
            _snapshot.Add(new AddressRange(snapshot.Regions[i].Start, snapshot.Regions[i].End), snapshot.MeasureOf(i, _measure));
        }

        for (var column = first; column <= last; column++)
        {
            _cells.Add(Slot(column), _snapshot, _times.Share(column, snapshot.StartUs, snapshot.EndUs));
        }

        return first;
    }

    /// <summary>Makes the ring end with a column, without any data: time that passed and was not recorded.</summary>
    public void Advance(long newest)
    {
        if (Newest is { } now)
        {
            for (var column = Math.Max(now + 1, newest - Columns + 1); column <= newest; column++)
            {
                _cells.Clear(Slot(column));
            }
        }

        Newest = Math.Max(Newest ?? newest, newest);
    }

    /// <summary>Writes one column's values in percent or seconds; NaN where nothing was observed.</summary>
    public void Read(long column, Span<float> into)
    {
        if (Newest is not { } newest || column > newest || column < Oldest)
        {
            into.Fill(float.NaN);
            return;
        }

        _cells.Read(Slot(column), _measure, into);
    }

    private int Slot(long column) => (int)(((column % Columns) + Columns) % Columns);
}
