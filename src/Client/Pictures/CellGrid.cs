using Damon.Model.Binning;

namespace Damon.Client.Pictures;

/// <summary>Values of a picture: columns of equal time, each with the same rows. They are percent or seconds, NaN is unknown.</summary>
public sealed class CellGrid
{
    /// <summary>Stands for a value that is recorded, and not here yet.</summary>
    public const float Coming = float.NegativeInfinity;

    private readonly float[] _values;

    /// <summary>A grid in which all is unknown.</summary>
    /// <param name="fromUs">Left edge, Unix microseconds.</param>
    /// <param name="columnUs">Width of a column, microseconds.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="measure">What values tell.</param>
    public CellGrid(long fromUs, double columnUs, int columns, int rows, CellMeasure measure = CellMeasure.Rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columnUs);
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        (FromUs, ColumnUs, Columns, Rows, Measure) = (fromUs, columnUs, columns, rows, measure);
        _values = new float[columns * rows];
        Array.Fill(_values, float.NaN);
    }

    /// <summary>What values tell.</summary>
    public CellMeasure Measure { get; }

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
