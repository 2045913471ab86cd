namespace Damon.Server.History.Sqlite;

/// <summary>The services of the history in SQLite.</summary>
internal static class SqliteHistorySetup
{
    public static void AddSqliteHistory(this IServiceCollection services)
    {
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<IHistoryStore, SqliteHistoryStore>();
    }
}
