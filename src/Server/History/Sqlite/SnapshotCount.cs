using Damon.Model.Time;
using Damon.Server.History.Packing.Chunks;
using Dapper;

namespace Damon.Server.History.Sqlite;

/// <summary>Counts snapshots. Of chunks only those are opened that reach beyond the time.</summary>
internal static class SnapshotCount
{
    /// <summary>How many of one target overlap a time now.</summary>
    public static long Of(SqliteDatabase database, long session, int target, TimeRange time)
    {
        using var connection = database.OpenReader();
        using var transaction = connection.BeginTransaction(deferred: true);
        var asked = new { session, target, time.FromUs, time.ToUs };
        var rows = connection.ExecuteScalar<long>(
            "SELECT count(*) FROM snapshots WHERE session = @session AND target = @target AND start_us < @ToUs AND end_us > @FromUs", asked, transaction);
        var whole = connection.ExecuteScalar<long>(
            "SELECT ifnull(sum(last_seq - first_seq + 1), 0) FROM chunks WHERE session = @session AND target = @target AND first_us >= @FromUs AND last_us <= @ToUs",
            asked,
            transaction);
        var partly = connection.Query<byte[]>(
            """
            SELECT figures FROM chunks WHERE session = @session AND target = @target AND first_us < @ToUs AND last_us > @FromUs
              AND NOT (first_us >= @FromUs AND last_us <= @ToUs)
            """,
            asked,
            transaction);
        return rows + whole + partly.Sum(figures => ChunkCodec.Figures(figures, target).LongCount(one => one.StartUs < time.ToUs && one.EndUs > time.FromUs));
    }
}
