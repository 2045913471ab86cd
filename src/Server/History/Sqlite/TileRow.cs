using Damon.Server.History.Packing.Tiles;
using Damon.Server.History.Tiles;

namespace Damon.Server.History.Sqlite;

/// <summary>A row of the table <c>tiles</c>; Dapper fills it by name. Where only figures are asked for, there are no regions.</summary>
internal sealed class TileRow
{
    /// <summary>All columns but the regions.</summary>
    public const string FigureColumns = "session, target, level, first_us, last_us, figures";

    /// <summary>All columns.</summary>
    public const string Columns = FigureColumns + ", regions";

    public long Session { get; init; }

    public int Target { get; init; }

    public int Level { get; init; }

    public long FirstUs { get; init; }

    public long LastUs { get; init; }

    public byte[] Figures { get; init; } = [];

    public byte[]? Regions { get; init; }

    /// <summary>A piece of tiles.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="level">Level of the tiles.</param>
    /// <param name="pieceUs">Start of the piece, Unix microseconds.</param>
    /// <param name="tiles">Its tiles in order.</param>
    public static TileRow Of(long session, int target, int level, long pieceUs, IReadOnlyList<(SnapshotFigures Figures, TileRegions Regions)> tiles)
    {
        var (figures, regions) = TileCodec.Encode(pieceUs, TileScale.LengthUs(level), tiles);
        return new TileRow
        {
            Session = session,
            Target = target,
            Level = level,
            FirstUs = pieceUs,
            LastUs = pieceUs + TileScale.PieceUs(level),
            Figures = figures,
            Regions = regions,
        };
    }

    /// <summary>The tiles, as longer snapshots.</summary>
    /// <exception cref="InvalidDataException">Damaged.</exception>
    public IEnumerable<StoredSnapshot> ToStored()
    {
        var length = TileScale.LengthUs(Level);
        var figures = TileCodec.Figures(Figures, Target, FirstUs, length);
        return Regions is null
            ? figures.Select(one => new StoredSnapshot(Session, one, []))
            : figures.Zip(TileCodec.Regions(Regions, figures.Count, length), (one, regions) => new StoredSnapshot(Session, one, regions));
    }
}
