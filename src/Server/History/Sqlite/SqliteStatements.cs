using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>The statements that change the history.</summary>
internal static class SqliteStatements
{
    private const string UpsertSession = """
        INSERT INTO sessions (key, id, name, state, ended_because, operations, sampler, attributes, follow_children, started_us, ended_us, sampler_cpu_us, sampler_lost, server_lost, notes, member_groups, taken, damage)
        VALUES (@Key, @Id, @Name, @State, @EndedBecause, @Operations, @Sampler, @Attributes, @FollowChildren, @StartedUs, @EndedUs, @SamplerCpuUs, @SamplerLost, @ServerLost, @Notes, @MemberGroups, @Taken, @Damage)
        ON CONFLICT (key) DO UPDATE SET name = @Name, state = @State, ended_because = @EndedBecause, operations = @Operations, sampler = @Sampler,
          attributes = @Attributes, ended_us = @EndedUs, sampler_cpu_us = @SamplerCpuUs, sampler_lost = @SamplerLost, server_lost = @ServerLost,
          notes = @Notes, member_groups = @MemberGroups, taken = @Taken, damage = @Damage
        """;

    private const string UpsertTarget = """
        INSERT INTO targets (session, target, pid, start_us, name, command_line, ended_because, member_group, has_regions, earlier_programs, restart_of)
        VALUES (@Session, @Target, @Pid, @StartUs, @Name, @CommandLine, @EndedBecause, @MemberGroup, @HasRegions, @EarlierPrograms, @RestartOf)
        ON CONFLICT (session, target) DO UPDATE SET pid = @Pid, start_us = @StartUs, name = @Name, command_line = @CommandLine, ended_because = @EndedBecause,
          member_group = @MemberGroup, has_regions = @HasRegions, earlier_programs = @EarlierPrograms, restart_of = @RestartOf
        """;

    // SELECT instead of VALUES: what comes for a session deleted meanwhile is no error.
    private const string InsertSnapshot = $"""
        INSERT OR IGNORE INTO snapshots ({SnapshotRow.Columns})
        SELECT key, @Target, @Seq, @StartUs, @EndUs, @MaxNr, @NrRegions, @Wss, @Touched, @TouchedError, @Resident, @SamplerCpuUs, @SamplingUs, @MissedTicks, @Regions
        FROM sessions WHERE key = @Session AND NOT is_deleted
          AND @Seq > ifnull((SELECT last_seq FROM chunks WHERE session = @Session AND target = @Target AND first_seq <= @Seq ORDER BY first_seq DESC LIMIT 1), @Seq - 1)
        """;

    private const string InsertMappings = """
        INSERT OR IGNORE INTO mappings (session, target, at_us, mappings)
        SELECT key, @Target, @AtUs, @Mappings FROM sessions WHERE key = @Session AND NOT is_deleted
        """;

    private const string InsertIdle = """
        INSERT OR IGNORE INTO idle (session, target, at_us, watched_us, resolution_us, pieces)
        SELECT key, @Target, @AtUs, @WatchedUs, @ResolutionUs, @Pieces FROM sessions WHERE key = @Session AND NOT is_deleted
        """;

    private const string CountSnapshots = """
        UPDATE sessions SET snapshot_count = snapshot_count + @Snapshots,
          first_us = min(ifnull(first_us, @FirstUs), @FirstUs), last_us = max(ifnull(last_us, @LastUs), @LastUs)
        WHERE key = @Session
        """;

    private const string CountSequence = """
        INSERT INTO sequences (session, target, last_seq, stored) VALUES (@Session, @Target, @LastSeq, @Count)
        ON CONFLICT (session, target) DO UPDATE SET last_seq = max(last_seq, @LastSeq), stored = stored + @Count
        """;

    public static void Save(SqliteConnection connection, SqliteTransaction transaction, StoredSession session)
    {
        connection.Execute(UpsertSession, SessionRow.Of(session), transaction);
        foreach (var target in session.Targets)
        {
            connection.Execute(UpsertTarget, TargetRow.Of(session.Key, target), transaction);
        }
    }

    /// <summary>False when the snapshot was there already, or its session is gone.</summary>
    public static bool Add(SqliteConnection connection, SqliteTransaction transaction, StoredSnapshot snapshot)
        => connection.Execute(InsertSnapshot, SnapshotRow.Of(snapshot), transaction) > 0;

    public static void Add(SqliteConnection connection, SqliteTransaction transaction, StoredMappings mappings)
        => connection.Execute(InsertMappings, MappingRow.Of(mappings), transaction);

    public static void Add(SqliteConnection connection, SqliteTransaction transaction, StoredIdle idle)
        => connection.Execute(InsertIdle, IdleRow.Of(idle), transaction);

    public static void Count(SqliteConnection connection, SqliteTransaction transaction, StoredSpan span)
    {
        connection.Execute(CountSnapshots, new { span.Session, span.Snapshots, span.FirstUs, span.LastUs }, transaction);
        foreach (var added in span.Sequences)
        {
            connection.Execute(CountSequence, new { span.Session, added.Target, added.LastSeq, added.Count }, transaction);
        }
    }
}
