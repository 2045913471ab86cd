using Damon.Server.History.Sqlite.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>
/// Makes recordings small and quick to read, a little at a time: snapshots of ended sessions that are still rows are packed,
/// and tiles are made. Begins with everything there is, as an earlier version may have left it.
/// </summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="compaction">What packs.</param>
internal sealed class SqliteTidying(SqliteConnection connection, SqliteCompaction compaction)
{
    private const string All = """
        SELECT targets.session, target, sessions.ended_us IS NOT NULL FROM targets JOIN sessions ON sessions.key = targets.session
        WHERE NOT is_deleted ORDER BY targets.session DESC, target
        """;

    /// <summary>Targets that are looked at in one step: at the start there may be thousands.</summary>
    private const int MostLookedAt = 16;

    private readonly SqliteTiles _tiles = new(connection);
    private readonly Queue<(long Session, int Target, bool IsEnded)> _untidy = new(connection.Query<(long, int, bool)>(All));

    /// <summary>There is more of a target, packed already.</summary>
    public void Add((long Session, int Target) key)
    {
        if (!_untidy.Contains((key.Session, key.Target, false)))
        {
            _untidy.Enqueue((key.Session, key.Target, false));
        }
    }

    /// <summary>Does a little.</summary>
    /// <returns>Whether there is more to do.</returns>
    /// <exception cref="SqliteException">The database cannot be written.</exception>
    public bool Step()
    {
        for (var looked = 0; looked < MostLookedAt && _untidy.TryPeek(out var one); looked++)
        {
            try
            {
                if ((one.IsEnded && compaction.Pack((one.Session, one.Target)) > 0) || _tiles.Grow(one.Session, one.Target, 1) > 0)
                {
                    return true;
                }
            }
            catch (Exception e) when (e is InvalidDataException || SqliteDamage.Is(e))
            {
                // What is damaged has no tiles, and is read as it is.
            }

            _untidy.Dequeue();
        }

        return _untidy.Count > 0;
    }
}
