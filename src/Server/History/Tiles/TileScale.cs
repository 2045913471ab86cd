namespace Damon.Server.History.Tiles;

/// <summary>
/// How long tiles are. A tile tells of a time what a snapshot tells of an interval; those of level n last 100 µs · 2^n and
/// begin at multiples of that. A target has every second level, from 8 to 64 snapshots on - the fewer regions these have,
/// the more of them are read in no time - to about an hour, so that a picture of any length finds a level with one to four
/// tiles a column, or few snapshots.
/// </summary>
internal static class TileScale
{
    /// <summary>From a level to the next one that a target has: its tiles are four times as long.</summary>
    public const int Step = 2;

    /// <summary>Tiles that are stored in one piece; the piece begins at a multiple of its length.</summary>
    public const int TilesInPiece = 16;

    private const long ShortestUs = 100;
    private const long LongestUs = 3_600_000_000;

    // With fewer, the lowest level would take half as much room as the snapshots; with more, they are many however small.
    private const int FewestSnapshots = 8;
    private const int MostSnapshots = 64;

    // At the beginning there are fewer than later.
    private const int RegionsInTile = FewestSnapshots * 1_000 / 4;

    /// <summary>Levels from here on, of 13 seconds and more, take little room and are kept longer.</summary>
    public const int LowestOfMeans = 17;

    /// <summary>Length of a tile, microseconds.</summary>
    public static long LengthUs(int level) => ShortestUs << level;

    /// <summary>Length of a piece, microseconds.</summary>
    public static long PieceUs(int level) => LengthUs(level) * TilesInPiece;

    /// <summary>Start of the piece in which a time lies, Unix microseconds.</summary>
    public static long PieceAt(int level, long us) => Floor(us, PieceUs(level));

    /// <summary>Start of the tile in which a time lies, Unix microseconds.</summary>
    public static long TileAt(int level, long us) => Floor(us, LengthUs(level));

    /// <summary>The lowest level of a target.</summary>
    /// <param name="snapshotUs">Length of its snapshots, microseconds.</param>
    /// <param name="regions">How many regions they have.</param>
    public static int Lowest(long snapshotUs, int regions)
    {
        var snapshots = Math.Clamp(RegionsInTile / Math.Max(1, regions), FewestSnapshots, MostSnapshots);
        var level = 0;
        while (LengthUs(level) < snapshots * snapshotUs && IsLevel(level + 1))
        {
            level++;
        }

        return level;
    }

    /// <summary>Whether there are tiles of a level.</summary>
    public static bool IsLevel(int level) => level < 62 && LengthUs(level) <= LongestUs;

    private static long Floor(long us, long length) => us - (((us % length) + length) % length);
}
