using Damon.Server.History.Retention;
using Damon.Server.History.Tiles;
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

    private const string DeleteTiles = "DELETE FROM tiles WHERE session = @session AND last_us <= iif(level >= @means, @meansBeforeUs, @beforeUs)";

    private const string Kept = """
        SELECT min(first) FROM (
          SELECT min(start_us) AS first FROM snapshots WHERE session = @session
          UNION ALL SELECT min(first_us) FROM chunks WHERE session = @session)
        """;

    // A tile may begin before its session did.
    private const string First = """
        SELECT max((SELECT first_us FROM sessions WHERE key = @session), min(first)) FROM (
          SELECT min(first_us) AS first FROM tiles WHERE session = @session
          UNION ALL SELECT @kept)
        """;

    /// <summary>Deletes what ended before or at a time; a chunk when all of it did.</summary>
    /// <param name="connection">The writer's connection.</param>
    /// <param name="transaction">Its transaction.</param>
    /// <param name="cut">What is to go.</param>
    /// <returns>What is gone; null when nothing is.</returns>
    public static StoredTrim? Do(SqliteConnection connection, SqliteTransaction transaction, RetentionCut cut)
    {
        var asked = new { session = cut.Key, beforeUs = cut.BeforeUs!.Value, means = TileScale.LowestOfMeans, meansBeforeUs = Math.Min(cut.MeansBeforeUs, cut.BeforeUs.Value) };
        var snapshots = connection.ExecuteScalar<long>(Count, asked, transaction);
        var tiles = connection.Execute(DeleteTiles, asked, transaction);
        connection.Execute(Delete, asked, transaction);
        if (snapshots == 0 && tiles == 0)
        {
            return null;
        }

        var kept = connection.ExecuteScalar<long?>(Kept, asked, transaction);
        var first = connection.ExecuteScalar<long?>(First, new { asked.session, kept }, transaction);
        connection.Execute(
            "UPDATE sessions SET snapshot_count = snapshot_count - @snapshots, first_us = @first, kept_from_us = ifnull(@kept, @beforeUs) WHERE key = @session",
            new { asked.session, snapshots, first, kept, asked.beforeUs },
            transaction);
        return new StoredTrim(cut.Key, snapshots, first, kept);
    }
}
