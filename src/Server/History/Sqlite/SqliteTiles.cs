using Damon.Model.Time;
using Damon.Server.History.Packing.Tiles;
using Damon.Server.History.Tiles;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>
/// Makes tiles of what is packed into chunks, level by level, each from the one below. Nothing is remembered: what is to be
/// made next follows from what is stored, so that it goes on after a crash, and with recordings that have none yet.
/// </summary>
/// <param name="connection">The writer's connection.</param>
internal sealed class SqliteTiles(SqliteConnection connection)
{
    private const string Chunks = $"""
        SELECT {ChunkRow.Columns} FROM chunks WHERE session = @session AND target = @target AND last_us > @FromUs
          AND first_us >= ifnull((SELECT first_us FROM chunks WHERE session = @session AND target = @target AND first_us <= @FromUs ORDER BY first_us DESC LIMIT 1), @FromUs)
          AND first_us < @ToUs ORDER BY first_us
        """;

    private const string Below = $"""
        SELECT {TileRow.Columns} FROM tiles WHERE session = @session AND target = @target AND level = @level AND first_us >= @FromUs AND first_us < @ToUs ORDER BY first_us
        """;

    private const string Insert = """
        INSERT INTO tiles (session, target, level, first_us, last_us, figures, regions)
        VALUES (@Session, @Target, @Level, @FirstUs, @LastUs, @Figures, @Regions)
        """;

    /// <summary>Makes what can be made of a target.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="most">Pieces at most; the next call makes the next.</param>
    /// <returns>How many pieces were made.</returns>
    /// <exception cref="SqliteException">The database cannot be written; what was made stays.</exception>
    /// <exception cref="InvalidDataException">A chunk is damaged.</exception>
    public int Grow(long session, int target, int most)
    {
        var made = 0;
        if (Lowest(session, target) is not { } lowest)
        {
            return made;
        }

        for (var level = lowest; TileScale.IsLevel(level) && made < most; level += TileScale.Step)
        {
            var below = level == lowest ? OfChunks(session, target) : Span(TileLevels.Find(connection, null, session, target, level - TileScale.Step));
            if (below is not { } source)
            {
                return made;
            }

            made += Grow(session, target, level, level == lowest, source, most - made);
        }

        return made;
    }

    private int Grow(long session, int target, int level, bool isLowest, TimeRange below, int most)
    {
        var own = TileLevels.Find(connection, null, session, target, level);
        var made = 0;
        for (var fromUs = own?.ToUs ?? TileScale.PieceAt(level, below.FromUs); fromUs + TileScale.PieceUs(level) <= below.ToUs && made < most;)
        {
            var time = new TimeRange(fromUs, fromUs + TileScale.PieceUs(level));
            var pieces = isLowest ? FromChunks(session, target, time) : FromTiles(session, target, level - TileScale.Step, time);
            if (Tiles(level, time, pieces) is { Count: > 0 } tiles)
            {
                connection.Execute(Insert, TileRow.Of(session, target, level, fromUs, tiles));
                made++;
                fromUs = time.ToUs;
            }
            else if (Next(session, target, isLowest ? null : level - TileScale.Step, time.ToUs) is { } next)
            {
                // Nothing was recorded for a while.
                fromUs = Math.Max(time.ToUs, TileScale.PieceAt(level, next));
            }
            else
            {
                return made;
            }
        }

        return made;
    }

    private static List<(SnapshotFigures Figures, TileRegions Regions)> Tiles(int level, TimeRange time, IEnumerable<StoredSnapshot> pieces)
    {
        var tiles = new List<(SnapshotFigures Figures, TileRegions Regions)>();
        var sums = new TileSums(time.FromUs, level);
        foreach (var piece in pieces)
        {
            // One piece may lie in several tiles.
            while (piece.Figures.EndUs > sums.EndUs && sums.EndUs < time.ToUs)
            {
                sums.Add(piece);
                sums = Next(sums, Math.Max(sums.EndUs, TileScale.TileAt(level, Math.Min(piece.Figures.StartUs, time.ToUs - 1))));
            }

            sums.Add(piece);
        }

        End(sums);
        return tiles;

        TileSums Next(TileSums done, long startUs)
        {
            End(done);
            return new TileSums(startUs, level);
        }

        void End(TileSums done)
        {
            if (!done.IsEmpty && done.EndUs <= time.ToUs)
            {
                var regions = done.Regions(out var tolerance);
                tiles.Add((done.Figures(tolerance), regions));
            }
        }
    }

    private IEnumerable<StoredSnapshot> FromChunks(long session, int target, TimeRange time)
        => connection.Query<ChunkRow>(Chunks, new { session, target, time.FromUs, time.ToUs }).SelectMany(static row => row.ToStored())
            .Where(one => one.Figures.StartUs < time.ToUs && one.Figures.EndUs > time.FromUs);

    private IEnumerable<StoredSnapshot> FromTiles(long session, int target, int level, TimeRange time)
        => connection.Query<TileRow>(Below, new { session, target, level, time.FromUs, time.ToUs }).SelectMany(static row => row.ToStored());

    private long? Next(long session, int target, int? level, long fromUs) => level is null
        ? connection.ExecuteScalar<long?>(
            "SELECT max(first_us, @FromUs) FROM chunks WHERE session = @session AND target = @target AND last_us > @FromUs ORDER BY first_us LIMIT 1", new { session, target, FromUs = fromUs })
        : connection.ExecuteScalar<long?>(
            "SELECT min(first_us) FROM tiles WHERE session = @session AND target = @target AND level = @level AND first_us >= @FromUs", new { session, target, level, FromUs = fromUs });

    private TimeRange? OfChunks(long session, int target) => connection.QuerySingle<(long? FromUs, long? ToUs)>(
        """
        SELECT (SELECT first_us FROM chunks WHERE session = @session AND target = @target ORDER BY first_us LIMIT 1),
          (SELECT last_us FROM chunks WHERE session = @session AND target = @target ORDER BY first_us DESC LIMIT 1)
        """,
        new { session, target }) is ({ } from, { } to) ? new TimeRange(from, to) : null;

    // A target keeps the level that it began with.
    private int? Lowest(long session, int target)
    {
        if (TileLevels.Lowest(connection, null, session, target) is { } level)
        {
            return level;
        }

        var first = connection.QueryFirstOrDefault<ChunkRow>($"SELECT {ChunkRow.FigureColumns} FROM chunks WHERE session = @session AND target = @target ORDER BY first_us LIMIT 1", new { session, target });
        return first is null
            ? null
            : TileScale.Lowest((first.LastUs - first.FirstUs) / Math.Max(1, first.LastSeq - first.FirstSeq + 1), first.ToStored().Max(static one => one.Figures.NrRegions));
    }

    private static TimeRange? Span(TileLevels? level) => level is null ? null : new TimeRange(level.FromUs, level.ToUs);
}
