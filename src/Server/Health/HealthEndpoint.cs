using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Health;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.Health;

/// <summary>Whether the parts work. Always answered with 200: a server without a sampler still replays.</summary>
internal static class HealthEndpoint
{
    private const string Good = "ok";
    private const string Degraded = "degraded";

    public static void MapHealth(this IEndpointRouteBuilder routes) => routes
        .MapGet("/health", (SamplerDirectory samplers, HistoryWriter writer) => TypedResults.Ok(Look(samplers, writer)))
        .WithTags("Health").WithSummary("State of sampler and database; needs no token.").AllowAnonymous();

    private static HealthResource Look(SamplerDirectory samplers, HistoryWriter writer)
    {
        var connected = samplers.All.Count;
        var sampler = connected == 0
            ? new HealthPart(Degraded, "No sampler is connected.")
            : new HealthPart(Good, connected == 1 ? "One sampler is connected." : $"{connected} samplers are connected.");
        var lost = writer.Lost == 0 ? "" : $" {writer.Lost} snapshots were dropped because they could not be written.";
        var database = writer.Failure is { } failure
            ? new HealthPart(Degraded, failure + lost)
            : new HealthPart(Good, "The history is written." + lost);
        return new HealthResource(sampler.Status == Good && database.Status == Good ? Good : Degraded, sampler, database);
    }
}
