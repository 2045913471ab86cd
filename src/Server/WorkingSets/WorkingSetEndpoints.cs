using Damon.Contracts.Rest;
using Damon.Model.WorkingSets;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Integrity;
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
        .MapGet("/{id}/workingset", Show).IsHeavy()
        .WithSummary("Working set size of one target: percentiles and mean over all snapshots, and a point for each, or at most as many points as asked for, each with its standard error; with points the percentiles of long times are estimates. definition=touched (the standard): the bytes touched within an aggregation interval; regions: damo's, whole regions with at least minNrAccesses.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<WorkingSetResource>, ProblemHttpResult> Show(
        SessionEntry entry, string? target, string? from, string? to, string? minNrAccesses, string? definition, string? points, ReadableHistory history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var index = fields.Target(target, entry.Session);
        var time = fields.Range(from, to);
        var least = fields.Number("minNrAccesses", minNrAccesses, 1, 0, int.MaxValue);
        var isTouched = IsTouched(fields, definition, least);
        var most = fields.Number("points", points, 0, 1, MostPoints);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        // The sizes for one access are stored with the snapshot; another one takes a walk through the regions.
        var isStored = least == 1;
        if (isStored && most > 0)
        {
            return TypedResults.Ok(WorkingSetSummary.Of(history, entry, index, time, most, isTouched, cancellation));
        }

        var series = isStored
            ? history.Figures(entry.Key, index, time).Select(figures => SizePoint.Of(figures, isTouched))
            : history.Stream(entry.Key, index, time).Select(snapshot => SizePoint.OfRegions(snapshot.Figures, Sum(snapshot, least)));
        return TypedResults.Ok(WorkingSetSummary.Of(series, most, cancellation));
    }

    /// <summary>Whether the bytes touched are wanted. Callers who only give a number of accesses mean regions: these have one.</summary>
    private static bool IsTouched(QueryFields fields, string? definition, int least)
    {
        switch (definition)
        {
            case null or "":
                return least == 1;
            case "regions":
                return false;
            case "touched":
                if (least != 1)
                {
                    fields.Fault("minNrAccesses", $"Touched bytes have no number of accesses; leave minNrAccesses={least} out, or give definition=regions.");
                }

                return true;
            default:
                fields.Fault("definition", $"There is no definition '{definition}'; give touched or regions.");
                return true;
        }
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
