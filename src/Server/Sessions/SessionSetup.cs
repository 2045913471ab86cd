using Damon.Contracts.Json;
using Damon.Server.Security;
using Damon.Server.Snapshots;

namespace Damon.Server.Sessions;

/// <summary>The services of sessions and hubs.</summary>
internal static class SessionSetup
{
    /// <summary>60,000 regions with unknown samples are 2 MB; as many mappings with long paths are more.</summary>
    private const long LargestSamplerMessage = 64 * 1024 * 1024;

    public static void AddSessions(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<SessionRestore>();
        builder.Services.AddSingleton<SessionRegistry>();
        builder.Services.AddSingleton<SamplerDirectory>();
        builder.Services.AddSingleton<SamplerLife>();
        builder.Services.AddSingleton<SessionIntake>();
        builder.Services.AddSingleton<SessionStarter>();
        builder.Services.AddSingleton<SessionCommands>();
        builder.Services.AddSingleton<WatcherDirectory>();
    }

    public static void AddHubs(this WebApplicationBuilder builder) => builder.Services
        .AddSignalR()
        .AddHubOptions<SamplerHub>(options => options.MaximumReceiveMessageSize = LargestSamplerMessage)
        .AddJsonProtocol(protocol => ContractJson.Apply(protocol.PayloadSerializerOptions))
        .AddMessagePackProtocol();

    public static void MapHubs(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<SamplerHub>(SamplerDoor.Path).AllowAnonymous();
        routes.MapHub<MonitorHub>("/hubs/monitor");
    }
}
