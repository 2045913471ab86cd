using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Idle;

/// <summary>Memory by the time since its last access, over time.</summary>
internal static class IdleSeriesEndpoint
{
    public static void MapIdleSeries(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/idle/series", Show)
        .WithSummary("Present bytes by the time since their last access, over time, each with its standard error: a point for each look, or at most as many as asked for, evenly spread. Without a target the union of all: each physical page once.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<IdleSeriesAnswer>, ProblemHttpResult> Show(
        SessionEntry entry, string? target, string? from, string? to, string? points, ReadableHistory history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var query = LooksQuery.Read(fields, entry, target, from, to, points);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var series = new LooksOverTime(history, entry.Key)
            .Of(query, cancellation)
            .Select(look => IdleResources.PointOf(look.Us, look.Told, query.IsTogether));
        return TypedResults.Ok(new IdleSeriesAnswer(IdleScale.EdgesS, [.. series]));
    }
}
