using System.Data;
using System.Text.Json;
using Damon.Server.Integrity;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite.Files;

/// <summary>Tells damage of what is stored from other failures of reading.</summary>
internal static class SqliteDamage
{
    /// <summary>
    /// Whether a failure means that the file is damaged: malformed (11) or no database (26), unreadable (266) or cut (522), or
    /// rows that hold what they never held.
    /// </summary>
    public static bool Is(Exception failure)
        => failure is SqliteException { SqliteErrorCode: 11 or 26 } or SqliteException { SqliteExtendedErrorCode: 266 or 522 } or DataException or InvalidCastException or FormatException or OverflowException or JsonException;

    /// <summary>Reads.</summary>
    /// <exception cref="HistoryDamagedException">What is there cannot be read.</exception>
    public static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (Is(e))
        {
            throw Told(e);
        }
    }

    /// <summary>Reads one after another.</summary>
    /// <exception cref="HistoryDamagedException">The next cannot be read.</exception>
    public static IEnumerable<T> Each<T>(Func<IEnumerable<T>> all)
    {
        using var each = Read(all).GetEnumerator();
        while (Read(each.MoveNext))
        {
            yield return each.Current;
        }
    }

    private static HistoryDamagedException Told(Exception cause) => new($"The database is damaged there ({cause.Message})", cause);
}
