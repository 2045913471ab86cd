namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// The regions of a chunk's snapshots as columns of numbers:
/// <code>
/// 0  layout: 0 as before, else 1 + form · flags · interval;  then the count of regions
/// 1  size &lt;&lt; 1 | (1 when a gap lies before it)     2  gap     3  nr_accesses
/// 4  age: 0 one older than the region there was in the snapshot before, else 1 + age
/// 5  unknown samples     6  samples     7  share touched     8  its error, where the share is known
/// 9  unchanged since: 0 the same time as the region there was before, else 1 + zigzag of what the time from there to the
///    snapshot's start is longer than age times interval
/// </code>
/// </summary>
internal static class RegionColumns
{
    private const int Columns = 10;

    /// <summary>Writes the regions of snapshots in order.</summary>
    /// <param name="snapshots">The snapshots.</param>
    public static byte[] Write(IReadOnlyList<StoredSnapshot> snapshots)
    {
        var writer = new ColumnWriter(Columns);
        var columns = new ChunkColumns(snapshots.Sum(static snapshot => snapshot.Figures.NrRegions));
        var (before, layout, at) = (default(Predecessor), default(RegionLayout), 0);
        foreach (var snapshot in snapshots)
        {
            var regions = snapshot.Regions;
            WriteLayout(writer, layout, regions.Layout);
            layout = regions.Layout;
            writer.Number(0, (ulong)regions.Count);
            var (first, end) = (at, 0UL);
            while (regions.MoveNext())
            {
                before.Seek(regions.Start);
                Write(writer, regions, end, before, snapshot.Figures.StartUs);
                (columns.Starts[at], columns.Ends[at], columns.Ages[at], columns.UnchangedUs[at]) = (regions.Start, regions.End, regions.Age, regions.UnchangedUs);
                end = regions.End;
                at++;
            }

            before.Take(columns, first, at - first, snapshot.Figures.StartUs);
        }

        return writer.ToArray();
    }

    /// <summary>Reads them.</summary>
    /// <param name="stored">What was written.</param>
    /// <param name="figures">The snapshots' figures.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<IStoredRegions> Read(byte[] stored, IReadOnlyList<SnapshotFigures> figures)
    {
        var reader = new ColumnReader(stored, Columns);

        // A region takes a byte of this column at least: what promises more is damaged, and must not size an array.
        var left = (int)Math.Min(reader.Left(1), figures.Sum(static one => Math.Max(0L, one.NrRegions)));
        var columns = new ChunkColumns(left);
        var all = new IStoredRegions[figures.Count];
        var (before, layout, at) = (default(Predecessor), default(RegionLayout), 0);
        for (var i = 0; i < all.Length; i++)
        {
            layout = ReadLayout(reader, layout);
            var count = reader.Number(0, left - at);
            before = Read(reader, columns, at, count, layout, before, figures[i].StartUs);
            all[i] = new ChunkRegions(columns, at, count, layout);
            at += count;
        }

        return all;
    }

    private static void WriteLayout(ColumnWriter writer, RegionLayout before, RegionLayout now)
    {
        if (now == before)
        {
            writer.Number(0, 0);
            return;
        }

        writer.Number(0, 1UL + now.Form);
        writer.Number(0, now.Flags);
        writer.Number(0, (ulong)now.IntervalUs);
    }

    private static RegionLayout ReadLayout(ColumnReader reader, RegionLayout before)
        => reader.Number(0, 1 + RegionCodec.Form) is var form && form == 0
            ? before
            : new RegionLayout((byte)(form - 1), (byte)reader.Number(0, byte.MaxValue), (long)reader.Number(0));

    private static void Write(ColumnWriter writer, in RegionReader region, ulong end, in Predecessor before, long startUs)
    {
        var layout = region.Layout;
        var gap = (region.Start - end) >> layout.Shift;
        writer.Number(1, (((region.End - region.Start) >> layout.Shift) << 1) | (gap > 0 ? 1UL : 0));
        if (gap > 0)
        {
            writer.Number(2, gap);
        }

        writer.Number(3, (ulong)region.NrAccesses);
        writer.Number(4, region.Age == before.Age ? 0 : 1 + (ulong)region.Age);
        if (layout.HasUnknown)
        {
            writer.Number(5, (ulong)region.Unknown);
        }

        if (layout.HasShares)
        {
            writer.Number(6, (ulong)region.Samples);
            writer.Number(7, region.TouchedCode);
            if (region.TouchedCode != StoredShare.Unknown)
            {
                writer.Number(8, region.ErrorCode);
            }
        }

        if (layout.HasSince)
        {
            writer.Number(9, startUs - region.UnchangedUs == before.SinceUs ? 0 : 1 + VarintWriter.ZigZag(region.UnchangedUs - (region.Age * layout.IntervalUs)));
        }
    }

    private static Predecessor Read(ColumnReader reader, ChunkColumns columns, int first, int count, RegionLayout layout, Predecessor before, long startUs)
    {
        var (shift, end) = (layout.Shift, 0UL);
        for (var at = first; at < first + count; at++)
        {
            var size = reader.Number(1);
            var start = end + ((size & 1) != 0 ? reader.Number(2) << shift : 0);
            end = start + ((size >> 1) << shift);
            (columns.Starts[at], columns.Ends[at], columns.NrAccesses[at]) = (start, end, (int)reader.Number(3));
            before.Seek(start);
            var age = columns.Ages[at] = reader.Number(4) is var known && known == 0 ? before.Age : (int)(known - 1);
            columns.Unknown[at] = layout.HasUnknown ? (int)reader.Number(5) : 0;
            if (layout.HasShares)
            {
                columns.Samples[at] = (int)reader.Number(6);
                var touched = columns.Touched[at] = (ushort)reader.Number(7, StoredShare.Most);
                columns.Errors[at] = touched == StoredShare.Unknown ? (ushort)0 : (ushort)reader.Number(8, StoredShare.Most);
            }

            if (layout.HasSince)
            {
                columns.UnchangedUs[at] = reader.Number(9) is var since && since == 0
                    ? startUs - before.SinceUs
                    : VarintReader.ZigZag(since - 1) + (age * layout.IntervalUs);
            }
        }

        before.Take(columns, first, count, startUs);
        return before;
    }
}
