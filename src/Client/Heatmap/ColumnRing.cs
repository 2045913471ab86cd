using Damon.Contracts.Monitoring;

namespace Damon.Client.Heatmap;

/// <summary>
/// The newest columns of a live picture. Columns stand at whole multiples of their width, so that the picture moves by
/// whole columns and what is drawn once never changes its shape.
/// </summary>
public sealed class ColumnRing
{
    private readonly float[] _sums;
    private readonly float[] _weights;
    private readonly RowMap _rows;

    /// <summary>An empty ring.</summary>
    /// <param name="rows">Rows of every column.</param>
    /// <param name="columns">Number of columns kept.</param>
    /// <param name="columnUs">Width of a column, microseconds.</param>
    public ColumnRing(RowMap rows, int columns, long columnUs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(columnUs, 1);
        _rows = rows;
        Columns = columns;
        ColumnUs = columnUs;
        _sums = new float[columns * rows.Count];
        _weights = new float[columns * rows.Count];
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

        var last = Floor(snapshot.EndUs - 1);
        Advance(last);
        var first = Math.Max(Floor(snapshot.StartUs), Oldest!.Value);
        if (first > last)
        {
            return null;
        }

        for (var column = first; column <= last; column++)
        {
            var from = Math.Max(snapshot.StartUs, column * ColumnUs);
            var to = Math.Min(snapshot.EndUs, (column + 1) * ColumnUs);
            var at = Slot(column);
            ColumnBinner.Add(snapshot, _rows, to - from, _sums.AsSpan(at, _rows.Count), _weights.AsSpan(at, _rows.Count));
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
                _sums.AsSpan(Slot(column), _rows.Count).Clear();
                _weights.AsSpan(Slot(column), _rows.Count).Clear();
            }
        }

        Newest = Math.Max(Newest ?? newest, newest);
    }

    /// <summary>Writes one column's values in percent; NaN where nothing was observed.</summary>
    public void Read(long column, Span<float> into)
    {
        if (Newest is not { } newest || column > newest || column < Oldest)
        {
            into.Fill(float.NaN);
            return;
        }

        var at = Slot(column);
        for (var row = 0; row < into.Length; row++)
        {
            var weight = _weights[at + row];
            into[row] = weight > 0 ? _sums[at + row] / weight : float.NaN;
        }
    }

    private long Floor(long us) => (long)Math.Floor((double)us / ColumnUs);

    private int Slot(long column) => (int)(((column % Columns) + Columns) % Columns) * _rows.Count;
}
