using Damon.Server.Configuration;
using Damon.Server.History.Sqlite;
using Damon.Server.History.Sqlite.Files;
using Damon.Server.Integrity;

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
        services.AddSingleton<IHistoryFile>(static provider => new SqliteFile(provider.GetRequiredService<DamonSettings>().Database));
    }

    /// <summary>The history's file, without a server.</summary>
    public static IHistoryFile OpenFile(this DamonSettings settings) => new SqliteFile(settings.Database);
}
