using System.Buffers.Binary;
using Damon.Fuzz.Engine;
using Damon.Server.History;
using Damon.Server.History.Packing;
using Damon.Server.History.Packing.Chunks;
using Damon.Server.History.Packing.Tiles;
using Damon.Server.History.Tiles;

namespace Damon.Fuzz.Stored;

/// <summary>Chunks and tiles as they are when they are unpacked: the length of the figures (32 bits), the figures, and the regions.</summary>
internal static class ColumnTargets
{
    private const int Level = 13;
    private const long PieceUs = 1_000 * 13_107_200L;
    private static readonly long LengthUs = TileScale.LengthUs(Level);

    public static IFuzzTarget Chunk() => new FuzzTarget<InvalidDataException>("stored-chunk", "chunks of snapshots", ReadChunk, null, static () => [Chunk(2), Chunk(12)], 3_000);

    public static IFuzzTarget Tile() => new FuzzTarget<InvalidDataException>("stored-tile", "tiles of means", ReadTile, null, static () => [Tile(1), Tile(4)], 3_000);

    private static byte[] Chunk(int count)
    {
        var snapshots = StoredTargets.Samples(count);
        return Both(FigureColumns.Write(snapshots.Select(static one => one.Figures)), RegionColumns.Write(snapshots));
    }

    private static byte[] Tile(int count)
    {
        var tiles = Enumerable.Range(0, count).Select(static i =>
        {
            var sums = new TileSums(PieceUs + (i * LengthUs), Level);
            foreach (var snapshot in StoredTargets.Samples(8))
            {
                sums.Add(snapshot with { Figures = snapshot.Figures with { StartUs = PieceUs + (i * LengthUs), EndUs = PieceUs + ((i + 1) * LengthUs) } });
            }

            var regions = sums.Regions(out var tolerance);
            return (Figures: sums.Figures(tolerance), Regions: regions);
        }).ToArray();
        return Both(TileFigureColumns.Write(PieceUs, LengthUs, tiles.Select(static tile => tile.Figures)), TileRegionColumns.Write(tiles.Select(static tile => tile.Regions)));
    }

    private static string ReadChunk(byte[] input)
    {
        var (first, second) = Split(input);
        var figures = FigureColumns.Read(first, 0);
        var regions = RegionColumns.Read(second, figures);
        StoredSnapshot[] snapshots = [.. figures.Zip(regions, static (one, its) => new StoredSnapshot(1, one, its))];
        Readers.Use(snapshots);
        return string.Join(' ', snapshots.Take(6).Select(static one => $"{one.Regions.Layout.Flags:x}{Math.Min(4, one.Regions.Count)}"));
    }

    private static string ReadTile(byte[] input)
    {
        var (first, second) = Split(input);
        var figures = TileFigureColumns.Read(first, 0, PieceUs, LengthUs);
        var regions = TileRegionColumns.Read(second, figures.Count, LengthUs);
        StoredSnapshot[] tiles = [.. figures.Zip(regions, static (one, its) => new StoredSnapshot(1, one, its))];
        Readers.UseTiles(tiles);
        return string.Join(' ', tiles.Take(6).Select(static one => $"{Math.Min(9, one.Regions.Count)}{one.Figures.Tile!.Tolerance:x}"));
    }

    private static byte[] Both(byte[] figures, byte[] regions)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, figures.Length);
        return [.. length, .. figures, .. regions];
    }

    private static (byte[] Figures, byte[] Regions) Split(byte[] input)
    {
        if (input.Length < sizeof(int))
        {
            return ([], input);
        }

        var length = (int)Math.Min(BinaryPrimitives.ReadUInt32LittleEndian(input), (uint)(input.Length - sizeof(int)));
        return (input[sizeof(int)..(sizeof(int) + length)], input[(sizeof(int) + length)..]);
    }
}
