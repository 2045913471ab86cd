using Damon.Client.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Pictures;

/// <summary>Where the columns of a picture come from, live or recorded.</summary>
public interface IColumnSource
{
    /// <summary>The rows of every column.</summary>
    RowMap Rows { get; }

    /// <summary>Time of column 0's left edge, Unix microseconds.</summary>
    long OriginUs { get; }

    /// <summary>Width of a column, microseconds.</summary>
    double ColumnUs { get; }

    /// <summary>Number of the leftmost column.</summary>
    long Oldest { get; }

    /// <summary>Number of the rightmost column.</summary>
    long Newest { get; }

    /// <summary>What values tell.</summary>
    CellMeasure Measure { get; }

    /// <summary>Writes a column's values in percent or seconds, lowest row first; NaN is unknown, <see cref="CellGrid.Coming"/> recorded and not here yet.</summary>
    void Read(long column, Span<float> into);

    /// <summary>Whether a column was not recorded but concluded from the age of the first regions that were.</summary>
    bool IsInferred(long column);
}
