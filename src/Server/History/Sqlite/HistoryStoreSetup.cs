using Damon.Server.Configuration;
using Damon.Server.History.Sqlite;

// The store's folder, but everybody's namespace: who adds the history need not know which store it is.
namespace Damon.Server.History;

/// <summary>The choice of the store: SQLite.</summary>
internal static class HistoryStoreSetup
{
    public static void AddHistoryStore(this IServiceCollection services)
    {
        services.AddSingleton(provider =>
        {
            var settings = provider.GetRequiredService<DamonSettings>();
            return new SqliteDatabase(settings.Database, settings.History.MaxMegabytes, settings.History.ReserveMegabytes);
        });
        services.AddSingleton<IHistoryStore, SqliteHistoryStore>();
    }
}
