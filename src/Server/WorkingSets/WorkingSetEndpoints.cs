using Damon.Contracts.Rest;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.WorkingSets;

/// <summary>How much memory was in use.</summary>
internal static class WorkingSetEndpoints
{
    public static void MapWorkingSets(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/workingset", Show)
        .WithSummary("Working set size of one target: percentiles, mean, and a point for each snapshot.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<WorkingSetResource>, ProblemHttpResult> Show(
        string id, string? target, string? from, string? to, string? minNrAccesses, SessionCommands commands, HistoryReader history)
    {
        var (entry, missing) = commands.Find(id);
        if (entry is null)
        {
            return missing!.ToResult();
        }

        var fields = new QueryFields();
        var index = fields.Target(target, entry.Resource);
        var time = fields.Range(from, to);
        var least = fields.Number("minNrAccesses", minNrAccesses, 1, 0, int.MaxValue);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        // The size for one access is stored with the snapshot; another one takes a walk through the regions.
        IEnumerable<WorkingSetPoint> series = least == 1
            ? history.Figures(entry.Key, index, time).Select(row => Point(row, row.Wss))
            : history.Stream(entry.Key, index, time).Select(row => Point(row, Sum(row, least)));
        return TypedResults.Ok(WorkingSetFigures.Of([.. series]));
    }

    private static WorkingSetPoint Point(SnapshotRow row, long bytes) => new(row.EndUs, bytes, row.Resident, row.NrRegions);

    private static long Sum(SnapshotRow row, int least)
    {
        var regions = new RegionReader(row.Regions);
        var sum = 0L;
        while (regions.MoveNext())
        {
            sum += regions.NrAccesses >= least ? (long)(regions.End - regions.Start) : 0;
        }

        return sum;
    }
}
