using System.Text.Json;
using Damon.Model.Time;
using Dapper;

namespace Damon.Server.History.Sqlite;

/// <summary>Reads the history, each call on a connection of its own; see <see cref="IHistoryReader"/> for what the calls answer.</summary>
internal sealed class SqliteReader(SqliteDatabase database)
{
    private const string FigureColumns = "session, target, seq, start_us, end_us, max_nr, nr_regions, wss, touched, touched_error, resident, sampler_cpu_us, sampling_us, missed_ticks";
    private const string SnapshotColumns = FigureColumns + ", regions";

    // Rows that are read at once: few for those who look at the first ones only, then ever more. No transaction lasts while
    // somebody does something with a row: it would keep the log from being written back, and a slow receiver would make it
    // grow without bound.
    private const int FirstAtOnce = 16;
    private const int SnapshotsAtOnce = 128;
    private const int FiguresAtOnce = 1_024;

    private const string OfIdle = "SELECT session, target, at_us, watched_us, resolution_us, pieces FROM idle WHERE session = @session AND target = @target";

    // One target's snapshots do not overlap: the first that reaches into the range is the last that starts before it.
    private const string OfTargetInTime = """
        WHERE session = @session AND target = @target AND start_us < @ToUs AND end_us > @FromUs
          AND start_us >= ifnull((SELECT start_us FROM snapshots WHERE session = @session AND target = @target AND start_us <= @FromUs
                                  ORDER BY start_us DESC LIMIT 1), @FromUs)
        """;

    public IReadOnlyList<StoredSession> Sessions()
    {
        using var connection = database.OpenReader();
        var targets = connection.Query<TargetRow>("SELECT * FROM targets").ToLookup(target => target.Session);
        return [.. connection.Query<SessionRow>("SELECT * FROM sessions ORDER BY key").Select(row => row.ToSession(targets[row.Key]))];
    }

    public IReadOnlyList<StoredSnapshot> Page(long session, int? target, TimeRange time, SnapshotCursor? after, int limit)
    {
        using var connection = database.OpenReader();
        var rows = connection.Query<SnapshotRow>(
            $"""
            SELECT {SnapshotColumns} FROM snapshots
            WHERE session = @session AND start_us < @ToUs AND end_us > @FromUs
              AND (@target IS NULL OR target = @target)
              AND (start_us, target, seq) > (@StartUs, @AfterTarget, @Seq)
            ORDER BY start_us, target, seq LIMIT @limit
            """,
            new
            {
                session,
                target,
                time.FromUs,
                time.ToUs,
                StartUs = after?.StartUs ?? long.MinValue,
                AfterTarget = after?.Target ?? -1,
                Seq = after?.Seq ?? -1,
                limit,
            },
            buffered: false);
        return [.. rows.Select(row => row.ToStored())];
    }

    public IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time)
        => Rows(SnapshotColumns, SnapshotsAtOnce, session, target, time).Select(row => row.ToStored());

    public IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time)
        => Rows(FigureColumns, FiguresAtOnce, session, target, time).Select(row => row.ToFigures());

    public long Count(long session, int target, TimeRange time)
    {
        using var connection = database.OpenReader();
        return connection.ExecuteScalar<long>($"SELECT count(*) FROM snapshots {OfTargetInTime}", new { session, target, time.FromUs, time.ToUs });
    }

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

    private IEnumerable<SnapshotRow> Rows(string columns, int mostAtOnce, long session, int target, TimeRange time)
    {
        SnapshotRow? last = null;
        for (var atOnce = FirstAtOnce; ; atOnce = Math.Min(mostAtOnce, 2 * atOnce))
        {
            var rows = RowsAfter(last, columns, atOnce, session, target, time);
            foreach (var row in rows)
            {
                yield return row;
            }

            if (rows.Count < atOnce)
            {
                yield break;
            }

            last = rows[^1];
        }
    }

    private List<SnapshotRow> RowsAfter(SnapshotRow? last, string columns, int atOnce, long session, int target, TimeRange time)
    {
        const string Further = """
            WHERE session = @session AND target = @target AND start_us < @ToUs AND end_us > @FromUs
              AND (start_us, target, seq) > (@StartUs, @target, @Seq)
            """;
        using var connection = database.OpenReader();
        return connection.Query<SnapshotRow>(
            $"SELECT {columns} FROM snapshots {(last is null ? OfTargetInTime : Further)} ORDER BY start_us, target, seq LIMIT @atOnce",
            new { session, target, time.FromUs, time.ToUs, last?.StartUs, last?.Seq, atOnce }).AsList();
    }
}
