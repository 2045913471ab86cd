using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Idle;

/// <summary>How much memory was accessed within some windows, over time.</summary>
internal static class NeededEndpoint
{
    public static void MapNeeded(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/needed", Show)
        .WithSummary("Bytes accessed within some windows before a moment, over time, each with its standard error: a point for each look, or at most as many as asked for, evenly spread. A window is null where there has been no monitoring for so long. Without a target the union of all: each physical page once.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<NeededResource>, ProblemHttpResult> Show(
        SessionEntry entry, string? target, string? from, string? to, string? points, ReadableHistory history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var query = LooksQuery.Read(fields, entry, target, from, to, points);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var series = new NeededSeries(history, entry.Key).Of(query, cancellation);
        return TypedResults.Ok(new NeededResource(IdleScale.WindowsS, [.. series]));
    }
}
