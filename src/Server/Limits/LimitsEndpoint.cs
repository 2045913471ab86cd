using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Limits;

/// <summary>How much memory the targets of a session may have. The sampler is asked at every call: limits change, and nobody tells of it.</summary>
internal static class LimitsEndpoint
{
    public static void MapLimits(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/limits", ShowAsync)
        .WithSummary("The memory limits of a running session, as they are now: for each target that is sampled, and for each group that is made of control groups, the least limit of its control group and those above it, and what is charged to the control group that has it. limitBytes is null where there is no limit; what can't be told is left out.")
        .ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);

    private static async Task<Results<Ok<LimitsAnswer>, ProblemHttpResult>> ShowAsync(SessionEntry entry, SessionCommands commands)
    {
        var (told, problem) = await commands.AskAsync(entry, client => client.ReadLimits(entry.Id));
        problem ??= CommandProblems.Of(told!.Answer);
        return problem is not null ? problem.ToResult() : TypedResults.Ok(new LimitsAnswer([.. told!.Limits.Select(Of)]));
    }

    private static MemoryLimit Of(LimitReading told)
        => new(told.Target, told.Group, told.Cgroup, told.Version, told.LimitBytes, told.CurrentBytes);
}
