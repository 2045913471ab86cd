using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>Deletes the beginning of a session.</summary>
internal static class SqliteTrim
{
    private const string Count = """
        SELECT (SELECT count(*) FROM snapshots WHERE session = @session AND end_us <= @beforeUs)
          + (SELECT ifnull(sum(last_seq - first_seq + 1), 0) FROM chunks WHERE session = @session AND last_us <= @beforeUs)
        """;

    // Of mappings those that were in force then are still needed.
    private const string Delete = """
        DELETE FROM snapshots WHERE session = @session AND end_us <= @beforeUs;
        DELETE FROM chunks WHERE session = @session AND last_us <= @beforeUs;
        DELETE FROM idle WHERE session = @session AND at_us <= @beforeUs;
        DELETE FROM mappings WHERE session = @session AND at_us < (
          SELECT max(at_us) FROM mappings AS later WHERE later.session = @session AND later.target = mappings.target AND later.at_us <= @beforeUs);
        """;

    private const string First = """
        SELECT min(first) FROM (
          SELECT min(start_us) AS first FROM snapshots WHERE session = @session
          UNION ALL SELECT min(first_us) FROM chunks WHERE session = @session)
        """;

    /// <summary>Deletes what ended before or at a time; a chunk when all of it did.</summary>
    /// <returns>What is gone; null when nothing is.</returns>
    public static StoredTrim? Do(SqliteConnection connection, SqliteTransaction transaction, long session, long beforeUs)
    {
        var asked = new { session, beforeUs };
        var snapshots = connection.ExecuteScalar<long>(Count, asked, transaction);
        connection.Execute(Delete, asked, transaction);
        if (snapshots == 0)
        {
            return null;
        }

        var first = connection.ExecuteScalar<long?>(First, asked, transaction);
        connection.Execute(
            "UPDATE sessions SET snapshot_count = snapshot_count - @snapshots, first_us = @first, kept_from_us = ifnull(@first, @beforeUs) WHERE key = @session",
            new { session, snapshots, first, beforeUs },
            transaction);
        return new StoredTrim(session, snapshots, first);
    }
}
