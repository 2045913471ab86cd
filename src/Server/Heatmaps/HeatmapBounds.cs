namespace Damon.Server.Heatmaps;

/// <summary>
/// What a heatmap covers. Steps are integer divisions of the ranges, as in damo: what they leave over at the far end
/// belongs to no cell.
/// </summary>
/// <param name="FromUs">Left edge, Unix microseconds.</param>
/// <param name="ToUs">Right edge, not part of it.</param>
/// <param name="Start">Lowest address.</param>
/// <param name="End">One past the highest.</param>
/// <param name="Columns">Time steps, at least 1.</param>
/// <param name="Rows">Address steps, at least 1.</param>
internal sealed record HeatmapBounds(long FromUs, long ToUs, ulong Start, ulong End, int Columns, int Rows)
{
    /// <summary>Time of one column, microseconds; at least 1.</summary>
    public long ColumnUs { get; } = Math.Max(1, (ToUs - FromUs) / Columns);

    /// <summary>Bytes of one row; at least 1.</summary>
    public ulong RowBytes { get; } = Math.Max(1, (End - Start) / (ulong)Rows);
}
