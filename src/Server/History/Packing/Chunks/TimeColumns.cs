namespace Damon.Server.History.Packing.Chunks;

/// <summary>Ages and times of regions, by what the snapshot before lets expect (columns 4 and 9 of <see cref="RegionColumns"/>).</summary>
internal static class TimeColumns
{
    /// <summary>Writes those of a region.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="columns">Takes them, too, for the snapshot behind.</param>
    /// <param name="at">The region.</param>
    /// <param name="region">What it tells.</param>
    /// <param name="now">Its snapshot.</param>
    /// <param name="before">The snapshot before.</param>
    /// <param name="earlier">The region that there was in it; -1 for none.</param>
    public static void Write(ColumnWriter writer, ChunkColumns columns, int at, in RegionReader region, in ChunkSpan now, in ChunkSpan before, int earlier)
    {
        var (age, since) = Expected(columns.Ages, columns.UnchangedUs, before.StartUs, earlier);
        (columns.Ages[at], columns.UnchangedUs[at]) = (region.Age, region.UnchangedUs);
        writer.Number(4, region.Age == age ? 0 : 1 + (ulong)region.Age);
        if (now.Layout.HasSince)
        {
            writer.Number(9, now.StartUs - region.UnchangedUs == since ? 0 : 1 + VarintWriter.ZigZag(region.UnchangedUs - (region.Age * now.Layout.IntervalUs)));
        }
    }

    /// <summary>Reads those of all regions.</summary>
    /// <param name="reader">Has them.</param>
    /// <param name="columns">Takes them.</param>
    /// <param name="spans">The snapshots.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static void Read(ColumnReader reader, ChunkColumns columns, ChunkSpan[] spans)
    {
        var (starts, ages, unchanged) = (columns.Starts, columns.Ages, columns.UnchangedUs);
        var before = default(ChunkSpan);
        foreach (var now in spans)
        {
            var predecessor = before.Find(columns);
            for (var at = now.First; at < now.End; at++)
            {
                var (age, since) = Expected(ages, unchanged, before.StartUs, predecessor.At(starts[at]));
                ages[at] = reader.Number(4) is var known && known == 0 ? age : (int)(known - 1);
                if (now.Layout.HasSince)
                {
                    unchanged[at] = reader.Number(9) is var told && told == 0 ? now.StartUs - since : VarintReader.ZigZag(told - 1) + (ages[at] * now.Layout.IntervalUs);
                }
            }

            before = now;
        }
    }

    // Age in aggregation intervals, and Unix microseconds of the last change; zeros where nothing is expected.
    private static (int Age, long SinceUs) Expected(int[] ages, long[] unchanged, long beforeUs, int earlier)
        => earlier < 0 ? (0, 0) : (ages[earlier] + 1, beforeUs - unchanged[earlier]);
}
