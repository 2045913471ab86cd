using Damon.Server.History;

namespace Damon.Server.Sessions;

/// <summary>The services of sessions and history.</summary>
internal static class SessionSetup
{
    public static void AddHistory(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<HistoryDatabase>();
        builder.Services.AddSingleton<HistoryReader>();
        builder.Services.AddSingleton<HistoryWriter>();
        builder.Services.AddHostedService<SessionRestore>();
        builder.Services.AddHostedService(services => services.GetRequiredService<HistoryWriter>());
    }

    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<SessionRegistry>();
        builder.Services.AddSingleton<SamplerDirectory>();
        builder.Services.AddSingleton<SamplerLife>();
        builder.Services.AddSingleton<SessionIntake>();
        builder.Services.AddSingleton<SessionStarter>();
        builder.Services.AddSingleton<SessionCommands>();
    }
}
