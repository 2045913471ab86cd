using Damon.Server.History.Packing.Chunks;

namespace Damon.Server.History.Packing.Tiles;

/// <summary>Tiles of one level that follow each other, in one piece: columns of numbers, compressed; figures and regions apart, as in chunks.</summary>
internal static class TileCodec
{
    /// <summary>Stores tiles.</summary>
    /// <param name="pieceUs">Start of the piece, Unix microseconds.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    /// <param name="tiles">The tiles in order.</param>
    public static (byte[] Figures, byte[] Regions) Encode(long pieceUs, long lengthUs, IReadOnlyList<(SnapshotFigures Figures, TileRegions Regions)> tiles)
        => (Compressed.Pack(TileFigureColumns.Write(pieceUs, lengthUs, tiles.Select(static tile => tile.Figures))),
            Compressed.Pack(TileRegionColumns.Write(tiles.Select(static tile => tile.Regions))));

    /// <summary>The figures of the tiles.</summary>
    /// <param name="stored">As they were stored.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="pieceUs">Start of the piece, Unix microseconds.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<SnapshotFigures> Figures(byte[] stored, int target, long pieceUs, long lengthUs)
        => TileFigureColumns.Read(Compressed.Unpack(stored), target, pieceUs, lengthUs);

    /// <summary>The regions of as many tiles.</summary>
    /// <param name="stored">As they were stored.</param>
    /// <param name="count">Number of tiles.</param>
    /// <param name="lengthUs">Length of a tile, microseconds.</param>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public static IReadOnlyList<IStoredRegions> Regions(byte[] stored, int count, long lengthUs)
        => TileRegionColumns.Read(Compressed.Unpack(stored), count, lengthUs);
}
