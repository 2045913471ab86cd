using Damon.Model.Time;
using Damon.Server.History.Tiles;
using Dapper;

namespace Damon.Server.History.Sqlite;

/// <summary>
/// Walks over tiles of the highest level that is not longer than a resolution. What is too new for it comes from the
/// level below, and the newest from snapshots; what is older than a level is kept from the level above. Snapshots that are not
/// packed into chunks are in no tile.
/// </summary>
/// <param name="database">Where they are.</param>
/// <param name="session">The session's key.</param>
/// <param name="target">Index of the target.</param>
/// <param name="hasRegions">Whether their regions are wanted.</param>
internal sealed class TileWalk(SqliteDatabase database, long session, int target, bool hasRegions)
{
    private const int MostRows = 8;

    private readonly string _tiles = $"""
        SELECT {(hasRegions ? TileRow.Columns : TileRow.FigureColumns)} FROM tiles
        WHERE session = @session AND target = @target AND level = @level AND first_us >= @fromUs AND first_us < @ToUs
        ORDER BY first_us LIMIT @limit
        """;

    private readonly string _rows = $"""
        SELECT {(hasRegions ? SnapshotRow.Columns : SnapshotRow.FigureColumns)} FROM snapshots
        WHERE session = @session AND target = @target AND start_us < @ToUs AND end_us > @FromUs ORDER BY start_us, seq
        """;

    /// <summary>The tiles and snapshots that overlap a time, in order of start.</summary>
    /// <param name="time">The time.</param>
    /// <param name="resolutionUs">Longest piece wanted, microseconds.</param>
    public IEnumerable<StoredSnapshot> Go(TimeRange time, long resolutionUs)
    {
        IReadOnlyList<TileLevels> levels;
        using (var connection = database.OpenReader())
        {
            levels = TileLevels.All(connection, null, session, target);
        }

        var chosen = levels.Count - 1;
        while (chosen >= 0 && TileScale.LengthUs(levels[chosen].Level) > resolutionUs)
        {
            chosen--;
        }

        return Merged(Tiles(levels, chosen, time), Loose(levels, chosen, time));
    }

    private IEnumerable<StoredSnapshot> Tiles(IReadOnlyList<TileLevels> levels, int chosen, TimeRange time)
    {
        if (time.FromUs >= time.ToUs)
        {
            return [];
        }

        if (chosen < 0)
        {
            return Snapshots(levels, time);
        }

        var level = levels[chosen];
        var before = Tiles(levels, chosen - 1, time with { ToUs = Math.Min(time.ToUs, level.FromUs) }).Select(piece => Cut(piece, long.MinValue, level.FromUs));
        var after = Tiles(levels, chosen - 1, time with { FromUs = Math.Max(time.FromUs, level.ToUs) }).Select(piece => Cut(piece, level.ToUs, long.MaxValue));
        return before.Concat(Level(level, time)).Concat(after);
    }

    private IEnumerable<StoredSnapshot> Snapshots(IReadOnlyList<TileLevels> levels, TimeRange time)
    {
        var older = levels.Count > 0 && Kept() is var keptUs && time.FromUs < keptUs ? Older(levels, 0, time with { ToUs = Math.Min(keptUs, time.ToUs) }) : [];
        return older.Concat(new SnapshotWalk(database, session, target, time, hasRegions).Go());
    }

    // What was deleted of the levels below may still be told by the next. A tile that reaches into what they have is left out.
    private IEnumerable<StoredSnapshot> Older(IReadOnlyList<TileLevels> levels, int chosen, TimeRange time)
    {
        var level = levels[chosen];
        if (chosen + 1 < levels.Count && time.FromUs < level.FromUs)
        {
            foreach (var tile in Older(levels, chosen + 1, time with { ToUs = Math.Min(level.FromUs, time.ToUs) }))
            {
                yield return tile;
            }
        }

        foreach (var tile in Level(level, time).Where(tile => tile.Figures.EndUs <= time.ToUs))
        {
            yield return tile;
        }
    }

    // The oldest snapshot that is left.
    private long Kept()
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long?>(
            """
            SELECT min(first) FROM (
              SELECT (SELECT min(first_us) FROM chunks WHERE session = @session AND target = @target) AS first
              UNION ALL SELECT (SELECT min(start_us) FROM snapshots WHERE session = @session AND target = @target))
            """,
            new { session, target }) ?? long.MaxValue;
    }

    private IEnumerable<StoredSnapshot> Level(TileLevels level, TimeRange time)
    {
        for (var fromUs = TileScale.PieceAt(level.Level, Math.Max(time.FromUs, level.FromUs)); fromUs < time.ToUs;)
        {
            List<TileRow> rows;
            using (var connection = database.OpenReader())
            {
                rows = connection.Query<TileRow>(_tiles, new { session, target, level = level.Level, fromUs, time.ToUs, limit = MostRows }).AsList();
            }

            foreach (var tile in rows.SelectMany(static row => row.ToStored()))
            {
                if (tile.Figures.StartUs < time.ToUs && tile.Figures.EndUs > time.FromUs)
                {
                    yield return tile;
                }
            }

            if (rows.Count < MostRows)
            {
                yield break;
            }

            fromUs = rows[^1].LastUs;
        }
    }

    // Snapshots in the time of tiles that are in none, as they were not packed: few, unless a clock was set back.
    private List<StoredSnapshot> Loose(IReadOnlyList<TileLevels> levels, int chosen, TimeRange time)
    {
        var toUs = Math.Min(time.ToUs, chosen < 0 ? long.MinValue : levels[0].ToUs);
        if (time.FromUs >= toUs)
        {
            return [];
        }

        using var connection = database.OpenReader();
        return [.. connection.Query<SnapshotRow>(_rows, new { session, target, time.FromUs, ToUs = toUs }).Select(row => Cut(row.ToStored(), long.MinValue, toUs))];
    }

    private static StoredSnapshot Cut(StoredSnapshot piece, long fromUs, long toUs)
    {
        var figures = piece.Figures;
        return figures.StartUs >= fromUs && figures.EndUs <= toUs
            ? piece
            : piece with { Figures = figures with { StartUs = Math.Max(figures.StartUs, fromUs), EndUs = Math.Min(figures.EndUs, toUs) } };
    }

    private static IEnumerable<StoredSnapshot> Merged(IEnumerable<StoredSnapshot> pieces, List<StoredSnapshot> loose)
    {
        var next = 0;
        foreach (var piece in pieces)
        {
            while (next < loose.Count && loose[next].Figures.StartUs < piece.Figures.StartUs)
            {
                yield return loose[next++];
            }

            yield return piece;
        }

        for (; next < loose.Count; next++)
        {
            yield return loose[next];
        }
    }
}
