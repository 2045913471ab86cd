using Damon.Contracts.Rest;
using Damon.Model.WorkingSets;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.WorkingSets;

/// <summary>How much memory was in use.</summary>
internal static class WorkingSetEndpoints
{
    /// <summary>Points of a thinned series at most.</summary>
    public const int MostPoints = 5_000;

    public static void MapWorkingSets(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/workingset", Show)
        .WithSummary("Working set size of one target: percentiles and mean over all snapshots, and a point for each, or at most as many points as asked for.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<WorkingSetResource>, ProblemHttpResult> Show(
        SessionEntry entry, string? target, string? from, string? to, string? minNrAccesses, string? points, IHistoryReader history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var index = fields.Target(target, entry.Session);
        var time = fields.Range(from, to);
        var least = fields.Number("minNrAccesses", minNrAccesses, 1, 0, int.MaxValue);
        var most = fields.Number("points", points, 0, 1, MostPoints);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        // The size for one access is stored with the snapshot; another one takes a walk through the regions.
        var series = least == 1
            ? history.Figures(entry.Key, index, time).Select(WorkingSetSummary.Point)
            : history.Stream(entry.Key, index, time).Select(snapshot => WorkingSetSummary.Point(snapshot.Figures) with { Bytes = Sum(snapshot, least) });
        return TypedResults.Ok(most == 0
            ? WorkingSetSummary.Of(series, cancellation)
            : WorkingSetSummary.Of(series, history.Count(entry.Key, index, time), most, cancellation));
    }

    private static long Sum(StoredSnapshot snapshot, int least)
    {
        var regions = snapshot.Regions;
        var size = new WorkingSetSize(least);
        while (regions.MoveNext())
        {
            size.Add(regions.End - regions.Start, regions.NrAccesses);
        }

        return size.Bytes;
    }
}
