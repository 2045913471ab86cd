using Damon.Server.Integrity;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite.Files;

/// <summary>Looks for damage: first in the structure of the tables, then in what each row holds.</summary>
/// <param name="open">Opens a connection for one piece.</param>
internal sealed class SqliteCheck(Func<SqliteConnection> open)
{
    private const int MostOfATable = 5;

    private static readonly string[] Others = ["sessions", "targets", "sequences"];

    private static readonly (string Table, string Columns, Action<SqliteConnection, string, object> Read)[] Parts =
    [
        ("chunks", ChunkRow.Columns, static (c, sql, row) => Walk(c.QueryFirstOrDefault<ChunkRow>(sql, row)?.ToStored())),
        ("snapshots", SnapshotRow.Columns, static (c, sql, row) => Walk(c.QueryFirstOrDefault<SnapshotRow>(sql, row) is { } one ? [one.ToStored()] : [])),
        ("tiles", TileRow.Columns, static (c, sql, row) => Walk(c.QueryFirstOrDefault<TileRow>(sql, row)?.ToStored())),
        ("mappings", "session, target, at_us, mappings", static (c, sql, row) => c.QueryFirstOrDefault<MappingRow>(sql, row)?.ToStored().ToSet()),
        ("idle", "session, target, at_us, watched_us, resolution_us, pieces", static (c, sql, row) => c.QueryFirstOrDefault<IdleRow>(sql, row)?.ToStored().ToMessage()),
    ];

    /// <summary>Goes through everything; see <see cref="IHistoryFile.Check"/>.</summary>
    /// <param name="structure">Whether the structure of the large tables is looked at, too.</param>
    public IEnumerable<HistoryFault?> Go(bool structure)
    {
        foreach (var table in structure ? Others.Concat(Parts.Select(static part => part.Table)) : Others)
        {
            yield return Structure(table);
        }

        var sessions = Ask(static c => c.Query<(long, string)>("SELECT key, id FROM sessions WHERE NOT is_deleted").AsList(), out var broken);
        if (sessions is null)
        {
            yield return new HistoryFault(null, null, $"The list of sessions is damaged: {broken}");
            yield break;
        }

        foreach (var (session, id) in sessions)
        {
            foreach (var part in Parts)
            {
                var rows = Ask(c => c.Query<(long, int)>($"SELECT rowid, target FROM {part.Table} WHERE session = @session", new { session }).AsList(), out broken);
                if (rows is null)
                {
                    yield return new HistoryFault(session, id, $"Its {part.Table} are damaged: {broken}");
                    continue;
                }

                foreach (var (row, target) in rows)
                {
                    yield return Ask(
                        c =>
                        {
                            part.Read(c, $"SELECT {part.Columns} FROM {part.Table} WHERE rowid = @row", new { row });
                            return "";
                        },
                        out broken) is null ? new HistoryFault(session, id, $"A piece of the {part.Table} of target {target} is damaged: {broken}") : null;
                }
            }
        }
    }

    private HistoryFault? Structure(string table)
    {
        var found = Ask(c => c.Query<string>($"PRAGMA integrity_check('{table}')").Take(MostOfATable).ToArray(), out var broken);
        return found is ["ok"] ? null : new HistoryFault(null, null, $"The table {table} is damaged: {broken ?? string.Join("; ", found!)}");
    }

    /// <summary>The answer; null, and why, when what is read is damaged.</summary>
    private T? Ask<T>(Func<SqliteConnection, T> question, out string? broken)
        where T : class
    {
        broken = null;
        try
        {
            using var connection = open();
            return question(connection);
        }
        catch (Exception e) when (SqliteDamage.Is(e) || HistoryDamagedException.Is(e))
        {
            broken = e.Message;
            return null;
        }
        catch (SqliteException e)
        {
            // Busy, say: that tells nothing of the file.
            throw new IOException($"The database cannot be read at the moment: {e.Message}", e);
        }
    }

    private static void Walk(IEnumerable<StoredSnapshot>? snapshots)
    {
        foreach (var snapshot in snapshots ?? [])
        {
            var regions = snapshot.Regions;
            while (regions.MoveNext())
            {
                // Reading it is all.
            }
        }
    }
}
