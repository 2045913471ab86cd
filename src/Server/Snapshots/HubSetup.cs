using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Server.Security;
using Damon.Server.Watching;

namespace Damon.Server.Snapshots;

/// <summary>The hubs of browsers and samplers.</summary>
internal static class HubSetup
{
    /// <summary>60,000 regions with unknown samples are 2 MB; as many mappings with long paths are more.</summary>
    private const long LargestSamplerMessage = 64 * 1024 * 1024;

    /// <summary>So long a browser may take nothing while all buffers on the way to it are full; then it is cut, and connects again when it can.</summary>
    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(10);

    public static void AddHubs(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<WatcherDirectory>();
        builder.Services
            .AddSignalR()
            .AddHubOptions<SamplerHub>(options => options.MaximumReceiveMessageSize = LargestSamplerMessage)
            .AddJsonProtocol(protocol => ContractJson.Apply(protocol.PayloadSerializerOptions))
            .AddMessagePackProtocol();
    }

    public static void MapHubs(this IEndpointRouteBuilder routes)
    {
        routes.MapHub<SamplerHub>(SamplerDoor.Path).AllowAnonymous();
        routes.MapHub<MonitorHub>("/hubs/monitor", static options => options.TransportSendTimeout = LongestSend);
    }
}
