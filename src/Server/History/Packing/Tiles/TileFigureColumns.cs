using Damon.Server.History.Packing.Chunks;
using Damon.Server.History.Tiles;

namespace Damon.Server.History.Packing.Tiles;

/// <summary>
/// The figures of tiles as columns of numbers:
/// <code>
/// 0 tiles left out before it     1 snapshots     2 seq of the last     3 working set     4 bytes touched     5 their error
/// 6 resident bytes     7 which of the last three are known (1, 2, 4)     8 sampler's CPU time     9 sampling interval
/// 10 number of regions     11 missed ticks     12 aggregation interval     13 tolerance
/// 14 sizes in use in pages: lowest, and what each quantile is above the one before     15 the same of whole regions
/// </code>
/// 2 to 6, 8, 9, 12 and the lowest of 14 and 15 are what has changed since the tile before.
/// </summary>
internal static class TileFigureColumns
{
    private const int Columns = 16;

    /// <summary>Writes.</summary>
    /// <param name="pieceUs">Start of the piece, Unix microseconds.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    /// <param name="tiles">Figures of the tiles, in order.</param>
    public static byte[] Write(long pieceUs, long lengthUs, IEnumerable<SnapshotFigures> tiles)
    {
        var writer = new ColumnWriter(Columns);
        var before = First(pieceUs);
        foreach (var now in tiles)
        {
            var (tile, last) = (now.Tile!, before.Tile!);
            writer.Number(0, (ulong)((now.StartUs - before.EndUs) / lengthUs));
            writer.Number(1, (ulong)tile.Count);
            writer.Signed(2, now.Seq - before.Seq);
            writer.Signed(3, now.WorkingSetBytes - before.WorkingSetBytes);
            writer.Change(4, now.TouchedBytes, before.TouchedBytes);
            writer.Change(5, now.TouchedErrorBytes, before.TouchedErrorBytes);
            writer.Change(6, now.ResidentBytes, before.ResidentBytes);
            writer.Number(7, FigureColumns.Known(now));
            writer.Signed(8, now.SamplerCpuUs - before.SamplerCpuUs);
            writer.Signed(9, now.SamplingUs - before.SamplingUs);
            writer.Number(10, (ulong)now.NrRegions);
            writer.Number(11, (ulong)now.MissedTicks);
            writer.Signed(12, tile.AggregationUs - last.AggregationUs);
            writer.Number(13, (ulong)tile.Tolerance);
            Write(writer, 14, tile.InUse, last.InUse);
            Write(writer, 15, tile.Regions, last.Regions);
            before = now;
        }

        return writer.ToArray();
    }

    /// <summary>Reads.</summary>
    /// <param name="stored">What was written.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="pieceUs">Start of the piece, Unix microseconds.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<SnapshotFigures> Read(byte[] stored, int target, long pieceUs, long lengthUs)
    {
        var reader = new ColumnReader(stored, Columns);
        var figures = new List<SnapshotFigures>();
        var before = First(pieceUs);
        while (reader.Left(0) > 0)
        {
            var start = before.EndUs + (reader.Number(0, TileScale.TilesInPiece) * lengthUs);
            var known = reader.Number(7);
            before = new SnapshotFigures
            {
                Target = target,
                StartUs = start,
                EndUs = start + lengthUs,
                MaxNrAccesses = TileRegions.Steps,
                Seq = before.Seq + reader.Signed(2),
                WorkingSetBytes = before.WorkingSetBytes + reader.Signed(3),
                TouchedBytes = reader.Change(4, (known & 1) != 0, before.TouchedBytes),
                TouchedErrorBytes = reader.Change(5, (known & 2) != 0, before.TouchedErrorBytes),
                ResidentBytes = reader.Change(6, (known & 4) != 0, before.ResidentBytes),
                SamplerCpuUs = before.SamplerCpuUs + reader.Signed(8),
                SamplingUs = before.SamplingUs + reader.Signed(9),
                NrRegions = reader.Number(10, int.MaxValue),
                MissedTicks = reader.Number(11, int.MaxValue),
                Tile = new TileFigures
                {
                    Count = (long)reader.Number(1),
                    AggregationUs = before.Tile!.AggregationUs + reader.Signed(12),
                    Tolerance = reader.Number(13, TileTolerance.Last),
                    InUse = Read(reader, 14, before.Tile.InUse),
                    Regions = Read(reader, 15, before.Tile.Regions),
                },
            };
            figures.Add(before);
        }

        return figures;
    }

    private static SnapshotFigures First(long pieceUs) => new() { EndUs = pieceUs, Tile = new TileFigures() };

    private static void Write(ColumnWriter writer, int column, SizeQuantiles now, SizeQuantiles before)
    {
        writer.Signed(column, (now.Low - before.Low) / SizeQuantiles.Unit);
        for (var i = 1; i < SizeQuantiles.Count; i++)
        {
            writer.Number(column, (ulong)((now[i] - now[i - 1]) / SizeQuantiles.Unit));
        }
    }

    private static SizeQuantiles Read(ColumnReader reader, int column, SizeQuantiles before)
    {
        var low = before.Low + (reader.Signed(column) * SizeQuantiles.Unit);
        var quarter = low + Pages();
        var middle = quarter + Pages();
        var more = middle + Pages();
        return new SizeQuantiles(low, quarter, middle, more, more + Pages());

        long Pages() => (long)reader.Number(column) * SizeQuantiles.Unit;
    }
}
