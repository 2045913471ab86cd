using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Heatmaps;

/// <summary>What was recorded, as a picture.</summary>
internal static class HeatmapEndpoints
{
    private const int StandardColumns = 200;
    private const int StandardRows = 100;

    /// <summary>Steps of a heatmap in either direction at most.</summary>
    public const int MostSteps = 2_000;

    public static void MapHeatmaps(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/heatmap", Show).IsHeavy()
        .WithSummary("Access rates of one target binned into a grid. Without from and to the whole session; without start and end the area with the most access.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<HeatmapResource>, ProblemHttpResult> Show(
        SessionEntry entry, [AsParameters] HeatmapQuery query, ReadableHistory history, CancellationToken cancellation)
    {
        var session = entry.Session;
        var fields = new QueryFields();
        var target = fields.Target(query.Target, session);
        var given = fields.Range(query.From, query.To);
        var (start, end) = (fields.Address("start", query.Start), fields.Address("end", query.End));
        var columns = fields.Number("columns", query.Columns, StandardColumns, 1, MostSteps);
        var rows = fields.Number("rows", query.Rows, StandardRows, 1, MostSteps);
        if (end <= (start ?? 0))
        {
            fields.Fault("end", "The end must be above the start.");
        }

        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        var time = Within(given, session);
        if (start is null && end is null && columns == 1 && rows == 1)
        {
            return TypedResults.Ok(HottestArea.Build(time, history.Stream(entry.Key, target, time, Step(time, session, StandardColumns)), cancellation));
        }

        var resolution = Step(time, session, columns);
        var areas = start is null || end is null ? HeatmapBuilder.Areas(history.Stream(entry.Key, target, time, resolution), cancellation) : null;
        var chosen = (start ?? end - 1) is { } inside ? areas?.Holding(inside) : areas?.Hottest;
        var low = start ?? Math.Min(chosen?.Start ?? 0, end ?? ulong.MaxValue);
        var high = end ?? Math.Max(chosen?.End ?? low, low);
        var bounds = new HeatmapBounds(time.FromUs, time.ToUs, low, high, columns, rows);
        return TypedResults.Ok(HeatmapBuilder.Build(bounds, areas, history.Stream(entry.Key, target, time, resolution), cancellation));
    }

    /// <summary>Length of a step where the time asked for is divided into some, microseconds.</summary>
    public static long Step(TimeRange given, Session session, int steps) => Within(given, session) is var time ? (time.ToUs - time.FromUs) / steps : 0;

    /// <summary>The time asked for, what was left open filled from the session.</summary>
    public static TimeRange Within(TimeRange given, Session session)
    {
        var first = session.FirstUs ?? UnixTime.ToMicroseconds(session.StartedAt);
        var from = given.FromUs == TimeRange.All.FromUs ? Math.Min(first, given.ToUs) : given.FromUs;
        var to = given.ToUs == TimeRange.All.ToUs ? Math.Max(session.LastUs ?? from, from) : given.ToUs;
        return new TimeRange(from, to);
    }
}
