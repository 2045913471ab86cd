using Damon.Server.History.Packing.Chunks;

namespace Damon.Server.History.Packing.Tiles;

/// <summary>
/// The regions of tiles as columns of numbers:
/// <code>
/// 0 number of regions &lt;&lt; 1 | (1 when sizes and gaps are in bytes, not pages)
/// 1 size &lt;&lt; 1 | (1 when a gap lies before it)     2 gap
/// 3 observed: 0 as the region before, else 1 + step     4 rate     5 known: 0 as observed, else 1 + step
/// 6 estimated: 0 as known, else 1 + step     7 touched     8 idle
/// </code>
/// 4, 7 and 8 are 0 where they are as expected of what the tile before had at its first byte - the same rate and share, and
/// idle for one tile longer -, else 1 + step.
/// </summary>
internal static class TileRegionColumns
{
    private const int Columns = 9;

    /// <summary>Writes the regions of tiles in order.</summary>
    public static byte[] Write(IEnumerable<TileRegions> tiles)
    {
        var writer = new ColumnWriter(Columns);
        var before = new TileBefore(new TileRegions(0), 0, 0);
        foreach (var tile in tiles)
        {
            var shift = Shift(tile);
            writer.Number(0, ((ulong)tile.Count << 1) | (shift == 0 ? 1UL : 0));
            var (end, observed) = (0UL, -1);
            for (var at = 0; at < tile.Count; at++)
            {
                var gap = (tile.Starts[at] - end) >> shift;
                writer.Number(1, (((tile.Ends[at] - tile.Starts[at]) >> shift) << 1) | (gap > 0 ? 1UL : 0));
                if (gap > 0)
                {
                    writer.Number(2, gap);
                }

                before.Seek(tile.Starts[at]);
                Write(writer, 3, tile.Observed[at], observed);
                Write(writer, 4, tile.Rates[at], before.Rate);
                Write(writer, 5, tile.Known[at], tile.Observed[at]);
                Write(writer, 6, tile.Estimated[at], tile.Known[at]);
                Write(writer, 7, tile.Touched[at], before.Touched);
                Write(writer, 8, tile.Idle[at], before.Idle);
                (end, observed) = (tile.Ends[at], tile.Observed[at]);
            }

            before = new TileBefore(tile, 0, tile.Count);
        }

        return writer.ToArray();
    }

    /// <summary>Reads them.</summary>
    /// <param name="stored">What was written.</param>
    /// <param name="count">Number of tiles.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<IStoredRegions> Read(byte[] stored, int count, long lengthUs)
    {
        var reader = new ColumnReader(stored, Columns);

        // A region takes a byte of this column at least: what promises more is damaged, and must not size an array.
        var left = reader.Left(1);
        var all = new TileRegions(left);
        var tiles = new IStoredRegions[count];
        var (before, first) = (new TileBefore(all, 0, 0), 0);
        for (var i = 0; i < count; i++)
        {
            var head = reader.Number(0);
            if (head >> 1 > (ulong)(left - first))
            {
                throw ChunkCodec.Damaged();
            }

            var regions = (int)(head >> 1);
            Read(reader, all, first, regions, (head & 1) != 0 ? 0 : RegionCodec.PageShift, before);
            tiles[i] = new StoredTile(all, first, regions, lengthUs);
            before = new TileBefore(all, first, regions);
            first += regions;
        }

        return tiles;
    }

    private static void Read(ColumnReader reader, TileRegions all, int first, int count, int shift, TileBefore before)
    {
        var (end, observed) = (0UL, 0);
        for (var at = first; at < first + count; at++)
        {
            var size = reader.Number(1);
            var (last, start) = (end, end + ((size & 1) != 0 ? reader.Number(2) << shift : 0));
            end = start + ((size >> 1) << shift);

            // What reads regions counts on their order.
            if (start < last || end <= start)
            {
                throw ChunkCodec.Damaged();
            }

            (all.Starts[at], all.Ends[at]) = (start, end);
            before.Seek(start);
            observed = all.Observed[at] = Read(reader, 3, observed, TileRegions.Steps);
            all.Rates[at] = Read(reader, 4, before.Rate, TileRegions.Steps);
            all.Known[at] = Read(reader, 5, observed, TileRegions.Steps);
            all.Estimated[at] = Read(reader, 6, all.Known[at], TileRegions.Steps);
            all.Touched[at] = Read(reader, 7, before.Touched, TileRegions.Steps);
            all.Idle[at] = Read(reader, 8, before.Idle, IdleSteps.Most);
        }
    }

    private static void Write(ColumnWriter writer, int column, int value, int expected) => writer.Number(column, value == expected ? 0 : 1UL + (ulong)value);

    private static ushort Read(ColumnReader reader, int column, int expected, int most)
    {
        var value = reader.Number(column, most + 1) is var stored && stored == 0 ? expected : stored - 1;
        return value < 0 ? throw ChunkCodec.Damaged() : (ushort)value;
    }

    private static int Shift(TileRegions tile)
    {
        var borders = 0UL;
        for (var i = 0; i < tile.Count; i++)
        {
            borders |= tile.Starts[i] | tile.Ends[i];
        }

        return (borders & ((1UL << RegionCodec.PageShift) - 1)) == 0 ? RegionCodec.PageShift : 0;
    }
}
