using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Server.Heatmaps;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Damon.Server.WorkingSets;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Opening;

/// <summary>Everything that a page needs to show a recording, but the cells, in one answer.</summary>
internal static class OpeningEndpoint
{
    private const int StandardPoints = 600;

    /// <summary>Of the whole time, the steps in which areas are looked for.</summary>
    private const int AreaSteps = 300;

    public static void MapOpening(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/opening", Show).IsHeavy()
        .WithSummary("What a page needs of one target to show a recording: areas, mappings at both ends of the time, the first snapshot and the one at a moment, working set. The recording is read once.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<OpeningResource>, ProblemHttpResult> Show(
        SessionEntry entry, [AsParameters] OpeningQuery query, ReadableHistory history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var target = fields.Target(query.Target, entry.Session);
        var time = fields.Range(query.From, query.To);
        var at = fields.Time("at", query.At) ?? long.MaxValue;
        var points = fields.Number("points", query.Points, StandardPoints, 1, WorkingSetEndpoints.MostPoints);
        return fields.Problem is { } bad ? bad.ToResult() : TypedResults.Ok(Read(history, entry, target, time, at, points, cancellation));
    }

    private static OpeningResource Read(ReadableHistory history, SessionEntry entry, int target, TimeRange time, long at, int points, CancellationToken cancellation)
    {
        var first = history.Page(entry.Key, target, TimeRange.All, null, 1) is [var one] ? one : null;
        var start = time.FromUs == TimeRange.All.FromUs ? first?.Figures.StartUs ?? time.FromUs : time.FromUs;
        var later = history.Mappings(entry.Key, target, time.ToUs);
        var earlier = history.Mappings(entry.Key, target, start);
        var newest = history.Mappings(entry.Key, target, long.MaxValue);
        Mapping[] mappings = later?.ToSet().Mappings ?? [];
        return new OpeningResource
        {
            Target = target,
            Areas = AreaFinder.Resources(HeatmapBuilder.Areas(history.Stream(entry.Key, target, TimeRange.All, HeatmapEndpoints.Step(TimeRange.All, entry.Session, AreaSteps)), cancellation)),
            Mappings = mappings,
            EarlierMappings = earlier?.AtUs == later?.AtUs ? mappings : earlier?.ToSet().Mappings ?? [],
            NewestMappings = newest?.AtUs == later?.AtUs ? null : newest?.ToSet().Mappings,
            First = first?.ToSnapshot(),
            Current = history.Last(entry.Key, target, at)?.ToSnapshot(),
            WorkingSet = WorkingSetSummary.Of(history, entry, target, time, points, isTouched: true, cancellation),
        };
    }
}
