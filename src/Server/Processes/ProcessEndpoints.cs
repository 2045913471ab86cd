using System.Security.Claims;
using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Groups;
using Damon.Server.Problems;
using Damon.Server.Security.Roles;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Processes;

/// <summary>What there is to monitor.</summary>
internal static class ProcessEndpoints
{
    private const int StandardLimit = 100;
    private const int MostProcesses = 10_000;

    public static void MapProcesses(this IEndpointRouteBuilder api)
    {
        api.MapGroup("/processes").WithTags("Processes")
            .MapGet("/", ListAsync)
            .WithSummary("Processes of the sampler's host, or of one group of them by its cgroup, unit, container or command, biggest resident size first.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(503);
    }

    private static async Task<Results<Ok<ProcessResource[]>, ProblemHttpResult>> ListAsync(
        string? search, string? limit, string? sampler, string? cgroup, string? unit, string? container, string? command, SamplerDirectory samplers, ClaimsPrincipal user)
    {
        var fields = new QueryFields();
        var group = GroupFilter.Read(fields, (GroupKind.Cgroup, cgroup), (GroupKind.Unit, unit), (GroupKind.Container, container), (GroupKind.Command, command));
        var most = fields.Number("limit", limit, StandardLimit, 1, MostProcesses);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var (connection, away) = samplers.Choose(sampler);
        if (connection is null)
        {
            return away!.ToResult();
        }

        var (processes, problem) = await connection.AskAsync(client => client.ListProcesses(new ProcessQuery(search, most, group?.Kind, group?.Name, !user.SeesArguments())));
        return processes is null ? problem!.ToResult() : TypedResults.Ok(processes);
    }
}
