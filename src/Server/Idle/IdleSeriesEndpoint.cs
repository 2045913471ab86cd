using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Damon.Server.WorkingSets;
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
        SessionEntry entry, string? target, string? from, string? to, string? points, IHistoryReader history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var targets = fields.Targets(target, entry.Session);
        var time = fields.Range(from, to);
        var most = fields.Number("points", points, 0, 1, WorkingSetEndpoints.MostPoints);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var series = new LooksOverTime(history, entry.Key)
            .Of(targets, time, most == 0 ? null : most, cancellation)
            .Select(look => IdleResources.PointOf(look.Us, look.Told, targets.Count > 1));
        return TypedResults.Ok(new IdleSeriesAnswer(IdleScale.EdgesS, [.. series]));
    }
}
