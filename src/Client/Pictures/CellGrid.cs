namespace Damon.Client.Pictures;

/// <summary>Access rates of a picture: columns of equal time, each with the same rows. Values are percent, NaN is unknown.</summary>
public sealed class CellGrid
{
    private readonly float[] _values;

    /// <summary>A grid in which all is unknown.</summary>
    /// <param name="fromUs">Left edge, Unix microseconds.</param>
    /// <param name="columnUs">Width of a column, microseconds.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rows">Number of rows.</param>
    public CellGrid(long fromUs, double columnUs, int columns, int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnUs);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (FromUs, ColumnUs, Columns, Rows) = (fromUs, columnUs, columns, rows);
        _values = new float[columns * rows];
        Array.Fill(_values, float.NaN);
    }

    /// <summary>Left edge, Unix microseconds.</summary>
    public long FromUs { get; }

    /// <summary>Right edge, Unix microseconds.</summary>
    public long ToUs => FromUs + (long)(ColumnUs * Columns);

    /// <summary>Width of a column, microseconds.</summary>
    public double ColumnUs { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>One column from its lowest row up.</summary>
    public Span<float> Column(int column) => _values.AsSpan(column * Rows, Rows);

    /// <summary>The column that holds a time; null outside.</summary>
    public int? ColumnAt(double us)
    {
        var column = Math.Floor((us - FromUs) / ColumnUs);
        return column >= 0 && column < Columns ? (int)column : null;
    }
}
