using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>
/// Deletes sessions. First one is marked, in one small transaction, from which on it is gone for everybody; then its rows go
/// in portions, so that neither the log nor the writer's pause grows with the recording, and a later start goes on with it.
/// </summary>
/// <param name="connection">The writer's connection.</param>
internal sealed class SqliteDeletion(SqliteConnection connection)
{
    private static readonly (string Table, int Rows)[] Portions = [("chunks", 64), ("tiles", 64), ("snapshots", 512), ("idle", 4_096), ("mappings", 512)];

    /// <summary>Marks a session as deleted.</summary>
    /// <exception cref="SqliteException">The database cannot be written; the session is as it was.</exception>
    public void Mark(long session) => connection.Execute("UPDATE sessions SET is_deleted = 1 WHERE key = @session", new { session });

    /// <summary>Deletes rows of marked sessions.</summary>
    /// <param name="portions">At most so many portions.</param>
    /// <param name="checkpoint">Whether to give the log's room back after each.</param>
    /// <returns>Whether there is more to delete.</returns>
    /// <exception cref="SqliteException">The database cannot be written; portions done stay done.</exception>
    public bool Purge(int portions, bool checkpoint = false)
    {
        for (; portions > 0; portions--)
        {
            if (connection.ExecuteScalar<long?>("SELECT key FROM sessions WHERE is_deleted LIMIT 1") is not { } session)
            {
                return false;
            }

            using (var transaction = connection.BeginTransaction())
            {
                if (!Portions.Any(part => connection.Execute(
                    $"DELETE FROM {part.Table} WHERE rowid IN (SELECT rowid FROM {part.Table} WHERE session = @session LIMIT {part.Rows})", new { session }, transaction) > 0))
                {
                    connection.Execute("DELETE FROM sessions WHERE key = @session", new { session }, transaction);
                }

                transaction.Commit();
            }

            connection.Execute("PRAGMA incremental_vacuum(1000)");
            if (checkpoint)
            {
                connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }

        return true;
    }
}
