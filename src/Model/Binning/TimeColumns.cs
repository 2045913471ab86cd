namespace Damon.Model.Binning;

/// <summary>Columns of equal time without end in either direction; column 0 begins at the origin.</summary>
/// <param name="OriginUs">Left edge of column 0, Unix microseconds.</param>
/// <param name="ColumnUs">Width of a column, microseconds, at least 1.</param>
public readonly record struct TimeColumns(long OriginUs, long ColumnUs)
{
    /// <summary>The column in which a time lies.</summary>
    public long At(long us)
    {
        var since = us - OriginUs;
        return since >= 0 ? since / ColumnUs : -((-since + ColumnUs - 1) / ColumnUs);
    }

    /// <summary>Left edge of a column, Unix microseconds.</summary>
    public long StartOf(long column) => OriginUs + (column * ColumnUs);

    /// <summary>How much time of <c>[fromUs, toUs)</c> lies in a column, microseconds; not negative.</summary>
    public long Share(long column, long fromUs, long toUs)
        => Math.Max(0, Math.Min(toUs, StartOf(column + 1)) - Math.Max(fromUs, StartOf(column)));
}
