using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Damon.Server.WorkingSets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Opening;

/// <summary>Everything that a page needs to show a recording, but the cells, in one answer.</summary>
internal static class OpeningEndpoint
{
    private const int StandardPoints = 600;

    public static void MapOpening(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/opening", Show)
        .WithSummary("What a page needs of one target to show a recording: areas, mappings at both ends of the time, the first snapshot and the one at a moment, working set. The recording is read once.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<OpeningResource>, ProblemHttpResult> Show(
        SessionEntry entry, [AsParameters] OpeningQuery query, IHistoryReader history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var target = fields.Target(query.Target, entry.Session);
        var time = fields.Range(query.From, query.To);
        var at = fields.Time("at", query.At) ?? long.MaxValue;
        var points = fields.Number("points", query.Points, StandardPoints, 1, WorkingSetEndpoints.MostPoints);
        return fields.Problem is { } bad ? bad.ToResult() : TypedResults.Ok(Read(history, entry.Key, target, time, at, points, cancellation));
    }

    private static OpeningResource Read(IHistoryReader history, long session, int target, TimeRange time, long at, int points, CancellationToken cancellation)
    {
        var walk = new OpeningWalk(time, at);
        var series = walk.WorkingSets(history.Stream(session, target, TimeRange.All), cancellation);
        var workingSet = WorkingSetSummary.Of(series, history.Count(session, target, time), points, cancellation);
        var start = time.FromUs == TimeRange.All.FromUs ? walk.First?.Figures.StartUs ?? time.FromUs : time.FromUs;
        var later = history.Mappings(session, target, time.ToUs);
        var earlier = history.Mappings(session, target, start);
        var newest = history.Mappings(session, target, long.MaxValue);
        Mapping[] mappings = later?.ToSet().Mappings ?? [];
        return new OpeningResource
        {
            Target = target,
            Areas = walk.Areas,
            Mappings = mappings,
            EarlierMappings = earlier?.AtUs == later?.AtUs ? mappings : earlier?.ToSet().Mappings ?? [],
            NewestMappings = newest?.AtUs == later?.AtUs ? null : newest?.ToSet().Mappings,
            First = walk.First?.ToSnapshot(),
            Current = walk.Current?.ToSnapshot(),
            WorkingSet = workingSet,
        };
    }
}
