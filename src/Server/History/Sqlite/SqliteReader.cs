using System.Text.Json;
using Damon.Model.Time;
using Dapper;

namespace Damon.Server.History.Sqlite;

/// <summary>Reads the history, each call on a connection of its own; see <see cref="IHistoryReader"/> for what the calls answer.</summary>
internal sealed class SqliteReader(SqliteDatabase database)
{
    private const string OfIdle = "SELECT session, target, at_us, watched_us, resolution_us, pieces FROM idle WHERE session = @session AND target = @target";

    public IReadOnlyList<StoredSession> Sessions()
    {
        using var connection = database.OpenReader();
        var targets = connection.Query<TargetRow>("SELECT * FROM targets").ToLookup(target => target.Session);
        var sequences = connection.Query<(long Session, int Target, long LastSeq, long Count)>("SELECT session, target, last_seq, stored FROM sequences ORDER BY session, target")
            .ToLookup(static one => one.Session, static one => new StoredSequence(one.Target, one.LastSeq, one.Count));
        return [.. connection.Query<SessionRow>("SELECT * FROM sessions ORDER BY key").Select(row => row.ToSession(targets[row.Key], sequences[row.Key]))];
    }

    public IReadOnlyDictionary<long, long> Sizes()
    {
        using var connection = database.OpenReader();
        return connection.Query<(long Session, long Bytes)>(
            """
            SELECT session, sum(bytes) FROM (
              SELECT session, length(figures) + length(regions) AS bytes FROM chunks
              UNION ALL SELECT session, length(figures) + length(regions) FROM tiles
              UNION ALL SELECT session, length(regions) FROM snapshots
              UNION ALL SELECT session, length(mappings) FROM mappings
              UNION ALL SELECT session, length(pieces) FROM idle)
            GROUP BY session
            """).ToDictionary(static one => one.Session, static one => one.Bytes);
    }

    public IReadOnlyList<StoredSnapshot> Page(long session, int? target, TimeRange time, SnapshotCursor? after, int limit)
        => [.. new SnapshotWalk(database, session, target, time, hasRegions: true).Go(after, limit)];

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time)
        => new SnapshotWalk(database, session, target, time, hasRegions: true).Go();

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time, long resolutionUs)
        => new TileWalk(database, session, target, hasRegions: true).Go(time, resolutionUs);

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time)
        => new SnapshotWalk(database, session, target, time, hasRegions: false).Go().Select(static snapshot => snapshot.Figures);

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time, long resolutionUs)
        => new TileWalk(database, session, target, hasRegions: false).Go(time, resolutionUs).Select(static piece => piece.Figures).Where(static one => one.Tile?.Count != 0);

    public StoredSnapshot? Last(long session, int target, long beforeUs)
    {
        using var connection = database.OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        var asked = new { session, target, beforeUs };
        var row = connection.QueryFirstOrDefault<SnapshotRow>(
            $"SELECT {SnapshotRow.Columns} FROM snapshots WHERE session = @session AND target = @target AND start_us < @beforeUs ORDER BY start_us DESC LIMIT 1", asked, transaction)?.ToStored();
        var packed = connection.QueryFirstOrDefault<ChunkRow>(
            $"SELECT {ChunkRow.Columns} FROM chunks WHERE session = @session AND target = @target AND first_us < @beforeUs ORDER BY first_us DESC LIMIT 1", asked, transaction)?
            .ToStored().LastOrDefault(one => one.Figures.StartUs < beforeUs);
        return row is null || packed?.Figures.StartUs > row.Figures.StartUs ? packed : row;
    }

    public long Count(long session, int target, TimeRange time) => SnapshotCount.Of(database, session, target, time);

    public StoredMappings? Mappings(long session, int target, long atUs)
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<MappingRow>(
            """
            SELECT session, target, at_us, mappings FROM mappings
            WHERE session = @session AND target = @target AND at_us = ifnull(
              (SELECT max(at_us) FROM mappings WHERE session = @session AND target = @target AND at_us <= @atUs),
              (SELECT min(at_us) FROM mappings WHERE session = @session AND target = @target))
            """,
            new { session, target, atUs })?.ToStored();
    }

    public IReadOnlyList<long> MappingTimes(long session, int target)
    {
        using var connection = database.OpenReader();
        return [.. connection.Query<long>("SELECT at_us FROM mappings WHERE session = @session AND target = @target ORDER BY at_us", new { session, target })];
    }

    public StoredIdle? Idle(long session, int target, long atUs)
    {
        using var connection = database.OpenReader();
        return connection.QueryFirstOrDefault<IdleRow>($"{OfIdle} AND at_us <= @atUs ORDER BY at_us DESC LIMIT 1", new { session, target, atUs })?.ToStored();
    }

    public IReadOnlyList<long> IdleTimes(long session, int target, TimeRange time)
    {
        using var connection = database.OpenReader();
        return [.. connection.Query<long>(
            "SELECT at_us FROM idle WHERE session = @session AND target = @target AND at_us >= @FromUs AND at_us < @ToUs ORDER BY at_us",
            new { session, target, time.FromUs, time.ToUs })];
    }

    public IEnumerable<StoredIdle> IdleStream(long session, int target, TimeRange time, int? most)
    {
        // The times are in the index: what is left out is not read.
        var chosen = most is null ? null : JsonSerializer.Serialize(EvenChoice.Of(IdleTimes(session, target, time), most));
        var which = chosen is null ? "at_us >= @FromUs AND at_us < @ToUs" : "at_us IN (SELECT value FROM json_each(@chosen))";
        using var connection = database.OpenReader();
        foreach (var row in connection.Query<IdleRow>(
            $"{OfIdle} AND {which} ORDER BY at_us",
            new { session, target, time.FromUs, time.ToUs, chosen },
            buffered: false))
        {
            yield return row.ToStored();
        }
    }
}
