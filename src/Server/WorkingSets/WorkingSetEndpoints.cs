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
    private const int MostPoints = 5_000;

    public static void MapWorkingSets(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/workingset", Show)
        .WithSummary("Working set size of one target: percentiles and mean over all snapshots, and a point for each, or at most as many points as asked for.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<WorkingSetResource>, ProblemHttpResult> Show(
        string id, string? target, string? from, string? to, string? minNrAccesses, string? points, SessionCommands commands, HistoryReader history, CancellationToken cancellation)
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
        var most = fields.Number("points", points, 0, 1, MostPoints);
        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        // The size for one access is stored with the snapshot; another one takes a walk through the regions.
        IEnumerable<WorkingSetPoint> series = least == 1
            ? history.Figures(entry.Key, index, time).Select(row => Point(row, row.Wss))
            : history.Stream(entry.Key, index, time).Select(row => Point(row, Sum(row, least)));
        var sizes = new List<long>();
        series = Noting(series, sizes, cancellation);
        IReadOnlyList<WorkingSetPoint> shown = [.. most == 0 ? series : SeriesThinning.Thin(series, history.Count(entry.Key, index, time), most)];
        var spread = SizeSpread.Of(sizes);
        return TypedResults.Ok(new WorkingSetResource(spread.Percentiles, spread.Mean, sizes.Count == 0 ? [] : shown));
    }

    /// <summary>Notes every size on the way: the percentiles are over all snapshots, however few points are shown.</summary>
    private static IEnumerable<WorkingSetPoint> Noting(IEnumerable<WorkingSetPoint> series, List<long> sizes, CancellationToken cancellation)
    {
        foreach (var point in series)
        {
            cancellation.ThrowIfCancellationRequested();
            sizes.Add(point.Bytes);
            yield return point;
        }
    }

    private static WorkingSetPoint Point(SnapshotRow row, long bytes) => new(row.EndUs, bytes, row.Resident, row.NrRegions)
    {
        SamplingUs = row.SamplingUs,
        AggregationUs = row.EndUs - row.StartUs,
        SamplerCpuUs = row.SamplerCpuUs,
    };

    private static long Sum(SnapshotRow row, int least)
    {
        var regions = new RegionReader(row.Regions);
        var size = new WorkingSetSize(least);
        while (regions.MoveNext())
        {
            size.Add(regions.End - regions.Start, regions.NrAccesses);
        }

        return size.Bytes;
    }
}
