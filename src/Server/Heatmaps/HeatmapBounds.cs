using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Server.Heatmaps;

/// <summary>What a heatmap covers. Columns are an integer division of the time: what it leaves over at the far end belongs to no cell.</summary>
/// <param name="FromUs">Left edge, Unix microseconds.</param>
/// <param name="ToUs">Right edge, not part of it.</param>
/// <param name="Start">Lowest address.</param>
/// <param name="End">One past the highest.</param>
/// <param name="Columns">Time steps, at least 1.</param>
/// <param name="Rows">Address steps, at least 1.</param>
internal sealed record HeatmapBounds(long FromUs, long ToUs, ulong Start, ulong End, int Columns, int Rows)
{
    /// <summary>Whether the rows cover every byte, as a picture wants them; else they are of one size, as in damo, and leave a rest.</summary>
    public bool EvenRows { get; init; }

    /// <summary>What cells tell.</summary>
    public CellMeasure Measure { get; init; }

    /// <summary>Time of one column, microseconds; at least 1.</summary>
    public long ColumnUs { get; } = Math.Max(1, (ToUs - FromUs) / Columns);

    /// <summary>Addresses of every row, the lowest first.</summary>
    public AddressRange[] RowRanges()
        => EvenRows ? RowDivision.Even(new AddressRange(Start, End), Rows) : RowDivision.Truncated(new AddressRange(Start, End), Rows);
}
