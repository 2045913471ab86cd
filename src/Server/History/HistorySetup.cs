namespace Damon.Server.History;

/// <summary>The services of the history.</summary>
internal static class HistorySetup
{
    public static void AddHistory(this WebApplicationBuilder builder)
    {
        builder.Services.AddHistoryStore();
        builder.Services.AddSingleton<IHistoryReader>(services => services.GetRequiredService<IHistoryStore>());
        builder.Services.AddSingleton<HistoryWriter>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HistoryWriter>());
    }
}
