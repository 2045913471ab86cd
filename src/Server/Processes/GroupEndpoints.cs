using Damon.Contracts.Groups;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Processes;

/// <summary>What there is to monitor that is more than one process.</summary>
internal static class GroupEndpoints
{
    private const int StandardLimit = 100;
    private const int MostGroups = 10_000;

    public static void MapGroups(this IEndpointRouteBuilder api)
    {
        api.MapGroup("/groups").WithTags("Processes")
            .MapGet("/", ListAsync)
            .WithSummary("Groups of processes of the sampler's host, biggest resident size first: control groups, units of systemd, containers and commands. Each can be a target, by its kind and name.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Ok<GroupResource[]>, ProblemHttpResult>> ListAsync(string? search, string? limit, string? sampler, SamplerDirectory samplers)
    {
        var fields = new QueryFields();
        var most = fields.Number("limit", limit, StandardLimit, 1, MostGroups);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var (connection, away) = samplers.Choose(sampler);
        if (connection is null)
        {
            return away!.ToResult();
        }

        var (groups, problem) = await connection.AskAsync(client => client.ListGroups(new GroupQuery(search, most)));
        return groups is null ? problem!.ToResult() : TypedResults.Ok(groups);
    }
}
