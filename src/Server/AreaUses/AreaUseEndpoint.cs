using Damon.Contracts.Rest.Areas;
using Damon.Model.Addresses;
using Damon.Model.Time;
using Damon.Server.Heatmaps;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.AreaUses;

/// <summary>How a part of the memory was used over a time.</summary>
internal static class AreaUseEndpoint
{
    /// <summary>Where there are many more snapshots, the lowest and the highest are those of means over steps of time.</summary>
    private const int MostSteps = 2_000;

    public static void MapAreaUses(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/use", Show).IsHeavy()
        .WithSummary("How a part of one target's memory was used over a time: mean, lowest and highest of its snapshots for the access rate and the bytes touched; of more than some thousand snapshots, of means over 1/2,000 of the time at most. Without from and to the whole session; without start and end all that is monitored.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<AreaUse>, ProblemHttpResult> Show(
        SessionEntry entry, string? target, string? from, string? to, string? start, string? end, ReadableHistory history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var index = fields.Target(target, entry.Session);
        var time = HeatmapEndpoints.Within(fields.Range(from, to), entry.Session);
        var range = new AddressRange(fields.Address("start", start) ?? 0, fields.Address("end", end) ?? ulong.MaxValue);
        if (range.End <= range.Start)
        {
            fields.Fault("end", "The end must be above the start.");
        }

        return fields.Problem is { } bad ? bad.ToResult() : TypedResults.Ok(Sum(history, entry, index, time, range, cancellation));
    }

    private static AreaUse Sum(ReadableHistory history, SessionEntry entry, int target, TimeRange time, AddressRange range, CancellationToken cancellation)
    {
        var sums = new AreaSums(range);
        foreach (var snapshot in history.Stream(entry.Key, target, time, HeatmapEndpoints.Step(time, entry.Session, MostSteps)))
        {
            cancellation.ThrowIfCancellationRequested();
            sums.Add(snapshot, time);
        }

        return sums.Use(time);
    }
}
