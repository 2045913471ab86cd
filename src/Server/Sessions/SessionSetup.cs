using Damon.Server.Keeping;
using Damon.Server.Lenses;

namespace Damon.Server.Sessions;

/// <summary>The services of sessions.</summary>
internal static class SessionSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<SessionRestore>();
        builder.Services.AddHostedService<HistoryKeeper>();
        builder.Services.AddSingleton<SessionRegistry>();
        builder.Services.AddSingleton<SamplerDirectory>();
        builder.Services.AddSingleton<SamplerLife>();
        builder.Services.AddSingleton<SessionIntake>();
        builder.Services.AddSingleton<SessionStarter>();
        builder.Services.AddSingleton<SessionCommands>();
        builder.Services.AddSingleton<LensCommands>();
    }
}
