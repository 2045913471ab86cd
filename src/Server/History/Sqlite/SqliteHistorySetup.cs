using Damon.Server.Configuration;

namespace Damon.Server.History.Sqlite;

/// <summary>The services of the history in SQLite.</summary>
internal static class SqliteHistorySetup
{
    public static void AddSqliteHistory(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<DamonSettings>();
            return new SqliteDatabase(settings.Database, settings.History.MaxMegabytes);
        });
        services.AddSingleton<IHistoryStore, SqliteHistoryStore>();
    }
}
