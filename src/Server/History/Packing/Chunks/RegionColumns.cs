namespace Damon.Server.History.Packing.Chunks;

/// <summary>
/// The regions of a chunk's snapshots as columns of numbers:
/// <code>
/// 0  the form of the columns (17), then for each snapshot the layout: 0 as before, else 1 + form · flags · interval;
///    then the count of regions
/// 1  size &lt;&lt; 1 | (1 when a gap lies before it)     2  gap     3  nr_accesses
/// 4  age: 0 one older than the region there was in the snapshot before, else 1 + age
/// 5  unknown samples     6  samples: 0 as the region there was before, else 1 + samples
/// 7  share touched: 0 not known, 1 as the region there was before, 2 as column 10 has it, else 3 + how many of the samples
/// 8  its error, where the share is known: 0 as the region there was before, else 1 + error
/// 9  unchanged since: 0 the same time as the region there was before, else 1 + zigzag of what the time from there to the
///    snapshot's start is longer than age times interval
/// 10 share touched
/// </code>
/// Chunks of an earlier form begin without a form, and have 6, 7 and 8 as they are.
/// </summary>
internal static class RegionColumns
{
    private const int Columns = 11;
    private const int EarlierColumns = 10;
    private const ulong Form = 17;

    /// <summary>Writes the regions of snapshots in order.</summary>
    /// <param name="snapshots">The snapshots.</param>
    public static byte[] Write(IReadOnlyList<StoredSnapshot> snapshots)
    {
        var writer = new ColumnWriter(Columns);
        writer.Number(0, Form);
        var columns = new ChunkColumns(snapshots.Sum(static snapshot => snapshot.Figures.NrRegions));
        var (before, layout) = (default(ChunkSpan), default(RegionLayout));
        foreach (var snapshot in snapshots)
        {
            var regions = snapshot.Regions;
            WriteLayout(writer, layout, regions.Layout);
            layout = regions.Layout;
            writer.Number(0, (ulong)regions.Count);
            var now = new ChunkSpan(before.End, regions.Count, layout, snapshot.Figures.StartUs);
            WriteRegions(writer, columns, now, before, regions);
            before = now;
        }

        return writer.ToArray();
    }

    /// <summary>Reads them.</summary>
    /// <param name="stored">What was written.</param>
    /// <param name="figures">The snapshots' figures.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<IStoredRegions> Read(byte[] stored, IReadOnlyList<SnapshotFigures> figures)
    {
        var reader = ColumnReader.Try(stored, Columns);
        var isEarlier = reader is null || reader.Left(0) == 0 || reader.Number(0) != Form;
        reader = isEarlier ? new ColumnReader(stored, EarlierColumns) : reader!;

        // A region takes a byte of this column at least: what promises more is damaged, and must not size an array.
        var left = (int)Math.Min(reader.Left(1), figures.Sum(static one => Math.Max(0L, one.NrRegions)));
        var spans = new ChunkSpan[figures.Count];
        var columns = new ChunkColumns(left, one => TimeColumns.Read(reader, one, spans), one => ShareColumns.Read(reader, one, spans, isEarlier));
        var all = new IStoredRegions[figures.Count];
        var before = default(ChunkSpan);
        for (var i = 0; i < all.Length; i++)
        {
            var layout = ReadLayout(reader, before.Layout);
            before = spans[i] = new ChunkSpan(before.End, reader.Number(0, left - before.End), layout, figures[i].StartUs);
            ReadRegions(reader, columns, before);
            all[i] = new ChunkRegions(columns, before.First, before.Count, layout);
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

    private static void WriteRegions(ColumnWriter writer, ChunkColumns columns, in ChunkSpan now, in ChunkSpan before, RegionReader regions)
    {
        var predecessor = before.Find(columns);
        var (end, shift) = (0UL, now.Layout.Shift);
        for (var at = now.First; regions.MoveNext(); at++)
        {
            var gap = (regions.Start - end) >> shift;
            end = regions.End;
            writer.Number(1, (((end - regions.Start) >> shift) << 1) | (gap > 0 ? 1UL : 0));
            if (gap > 0)
            {
                writer.Number(2, gap);
            }

            writer.Number(3, (ulong)regions.NrAccesses);
            if (now.Layout.HasUnknown)
            {
                writer.Number(5, (ulong)regions.Unknown);
            }

            (columns.Starts[at], columns.Ends[at]) = (regions.Start, end);
            var earlier = predecessor.At(regions.Start);
            TimeColumns.Write(writer, columns, at, regions, now, before, earlier);
            ShareColumns.Write(writer, columns, at, regions, earlier);
        }
    }

    private static void ReadRegions(ColumnReader reader, ChunkColumns columns, in ChunkSpan span)
    {
        var (starts, ends, accesses, unknown) = (columns.Starts, columns.Ends, columns.NrAccesses, columns.Unknown);
        var (shift, hasUnknown, end) = (span.Layout.Shift, span.Layout.HasUnknown, 0UL);
        for (var at = span.First; at < span.End; at++)
        {
            var size = reader.Number(1);
            var (before, start) = (end, end + ((size & 1) != 0 ? reader.Number(2) << shift : 0));
            end = start + ((size >> 1) << shift);

            // What reads regions counts on their order.
            if (start < before || end <= start)
            {
                throw ChunkCodec.Damaged();
            }

            (starts[at], ends[at], accesses[at]) = (start, end, reader.Number(3, int.MaxValue));
            unknown[at] = hasUnknown ? reader.Number(5, int.MaxValue) : 0;
        }
    }
}
