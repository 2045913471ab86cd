using Damon.Contracts.Rest;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Processes;

/// <summary>Who can monitor, and what that costs there.</summary>
internal static class SamplerEndpoints
{
    public static void MapSamplers(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/samplers").WithTags("Samplers");
        group.MapGet("/", (SamplerDirectory samplers) => TypedResults.Ok<IReadOnlyList<SamplerResource>>([.. samplers.All.Select(sampler => sampler.ToResource())]))
            .WithSummary("The connected samplers.");
        group.MapPost("/{id}/cost", MeasureAsync).Audited("measureCost")
            .WithSummary("Measures again what single steps of monitoring cost on the sampler's host; about a second long.")
            .ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Ok<SamplerResource>, ProblemHttpResult>> MeasureAsync(string id, SamplerDirectory samplers)
    {
        if (samplers.Find(id) is not { } sampler)
        {
            return Problem.Of(StatusCodes.Status404NotFound, $"No sampler '{id}' is connected; GET /api/v1/samplers lists those that are.").ToResult();
        }

        var (cost, problem) = await sampler.AskAsync(client => client.MeasureCost());
        return cost is null ? problem!.ToResult()
            // One that has reconnected meanwhile tells its costs again by itself.
            : TypedResults.Ok((samplers.SetCost(sampler.ConnectionId, cost) ?? samplers.Find(id) ?? sampler).ToResource() with { Cost = cost });
    }
}
