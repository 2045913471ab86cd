namespace Damon.Model.Binning;

/// <summary>
/// Cells of a picture while snapshots are added. A cell is the mean of the access rates of what overlaps it, weighted by
/// time, bytes and the share of the samples that could be observed; where nothing was observed it is unknown, which is
/// not zero. Regions are first summed into rows (<see cref="RowSums"/>) and the rows then spread over the columns: an
/// hour of snapshots is tens of millions of regions, but every one of them touches only few rows once.
/// </summary>
/// <param name="columns">Number of columns, at least 1.</param>
/// <param name="rows">Number of rows, at least 1.</param>
public sealed class CellSums(int columns, int rows)
{
    // Column after column: a snapshot changes one or two of them.
    private readonly double[] _accessed = new double[columns * rows];
    private readonly double[] _observed = new double[columns * rows];

    /// <summary>Number of columns.</summary>
    public int Columns => columns;

    /// <summary>Number of rows.</summary>
    public int Rows => rows;

    /// <summary>Adds a snapshot's rows to a column.</summary>
    /// <param name="column">0 .. <see cref="Columns"/> - 1.</param>
    /// <param name="snapshot">The rows; as many as here.</param>
    /// <param name="time">Weight: the microseconds that snapshot and column share.</param>
    public void Add(int column, RowSums snapshot, double time)
    {
        var accessed = _accessed.AsSpan(column * rows, rows);
        var observed = _observed.AsSpan(column * rows, rows);
        var moreAccessed = snapshot.Accessed;
        var moreObserved = snapshot.Observed;
        for (var row = 0; row < accessed.Length; row++)
        {
            accessed[row] += moreAccessed[row] * time;
            observed[row] += moreObserved[row] * time;
        }
    }

    /// <summary>Forgets a column.</summary>
    public void Clear(int column)
    {
        _accessed.AsSpan(column * rows, rows).Clear();
        _observed.AsSpan(column * rows, rows).Clear();
    }

    /// <summary>Percent of the observed samples, 0 .. 100; null where there were none.</summary>
    public double? Percent(int column, int row)
    {
        var at = (column * rows) + row;
        return _observed[at] > 0 ? 100 * _accessed[at] / _observed[at] : null;
    }

    /// <summary>The cell as pictures show it.</summary>
    /// <param name="column">0 .. <see cref="Columns"/> - 1.</param>
    /// <param name="row">0 .. <see cref="Rows"/> - 1.</param>
    /// <param name="measure">What was added.</param>
    public CellValue Value(int column, int row, CellMeasure measure = CellMeasure.Rate)
        => measure == CellMeasure.Idle ? CellValue.OfSeconds(Percent(column, row) / 100) : CellValue.Of(Percent(column, row));

    /// <summary>Values of a column's cells from its lowest row up, in percent or seconds; NaN where nothing was observed.</summary>
    /// <param name="column">Column.</param>
    /// <param name="measure">What values tell.</param>
    /// <param name="into">One value a row.</param>
    public void Read(int column, CellMeasure measure, Span<float> into)
    {
        var accessed = _accessed.AsSpan(column * rows, rows);
        var observed = _observed.AsSpan(column * rows, rows);
        var (lastAccessed, lastObserved, last) = (0.0, 0.0, float.NaN);
        for (var row = 0; row < into.Length; row++)
        {
            // Most cells are like the one below, and there are hundreds of thousands in a picture.
            if (accessed[row] != lastAccessed || observed[row] != lastObserved)
            {
                (lastAccessed, lastObserved, last) = (accessed[row], observed[row], Value(column, row, measure).As(measure));
            }

            into[row] = last;
        }
    }
}
