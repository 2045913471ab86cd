using Damon.Server.History.Tiles;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>Which levels of tiles a target has, and of which time each tells: all that is packed into chunks, but for the newest.</summary>
/// <param name="Level">The level.</param>
/// <param name="FromUs">Start of the oldest piece, Unix microseconds.</param>
/// <param name="ToUs">End of the newest piece.</param>
internal sealed record TileLevels(int Level, long FromUs, long ToUs)
{
    private const string Ends = """
        SELECT (SELECT min(first_us) FROM tiles WHERE session = @session AND target = @target AND level = @level) AS FromUs,
          (SELECT last_us FROM tiles WHERE session = @session AND target = @target AND level = @level ORDER BY first_us DESC LIMIT 1) AS ToUs
        """;

    /// <summary>The lowest level; null when there is none.</summary>
    public static int? Lowest(SqliteConnection connection, SqliteTransaction? transaction, long session, int target) => connection.ExecuteScalar<int?>(
        "SELECT min(level) FROM tiles WHERE session = @session AND target = @target", new { session, target }, transaction);

    /// <summary>A level; null when it has no tiles.</summary>
    public static TileLevels? Find(SqliteConnection connection, SqliteTransaction? transaction, long session, int target, int level)
        => connection.QuerySingle<(long? FromUs, long? ToUs)>(Ends, new { session, target, level }, transaction) is ({ } from, { } to) ? new TileLevels(level, from, to) : null;

    /// <summary>All levels, the lowest first.</summary>
    public static IReadOnlyList<TileLevels> All(SqliteConnection connection, SqliteTransaction? transaction, long session, int target)
    {
        var levels = new List<TileLevels>();
        for (var level = Lowest(connection, transaction, session, target); level is { } one && Find(connection, transaction, session, target, one) is { } found; level += TileScale.Step)
        {
            levels.Add(found);
        }

        return levels;
    }
}
