using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Snapshots;

/// <summary>What was recorded, as it was recorded.</summary>
internal static class SnapshotEndpoints
{
    private const int StandardLimit = 100;
    private const int MostSnapshots = 1_000;

    public static void MapSnapshots(this RouteGroupBuilder sessions)
    {
        sessions.MapGet("/{id}/snapshots", Page).IsHeavy().WithSummary("Stored snapshots in time order, by pages. Beside the regions, arrays of the same length tell samples, the share touched with its standard error, unknown samples, and since when each region is unchanged; null where that was not recorded.").ProducesProblem(400).ProducesProblem(404);
        sessions.MapGet("/{id}/mappings", Mappings).WithSummary("A target's mappings at a time: the newest set not after it, else the first; at the end when no time is given.")
            .ProducesProblem(400).ProducesProblem(404);
    }

    private static Results<Ok<SnapshotPage>, ProblemHttpResult> Page(
        SessionEntry entry, string? target, string? from, string? to, string? limit, string? cursor, IHistoryReader history)
    {
        var fields = new QueryFields();
        var index = string.IsNullOrEmpty(target) ? null : (int?)fields.Target(target, entry.Session);
        var time = fields.Range(from, to);
        var most = fields.Number("limit", limit, StandardLimit, 1, MostSnapshots);
        SnapshotCursor? after = null;
        if (!string.IsNullOrEmpty(cursor) && (after = SnapshotCursor.TryParse(cursor)) is null)
        {
            fields.Fault("cursor", $"'{cursor}' is no cursor; give the 'next' of the page before.");
        }

        if (fields.Problem is { } bad)
        {
            return bad.ToResult();
        }

        // One more than asked for tells whether there is a next page.
        var found = history.Page(entry.Key, index, time, after, most + 1);
        var page = found.Count > most ? found.Take(most).ToArray() : found;
        var next = found.Count > most ? SnapshotCursor.Of(page[^1].Figures).ToString() : null;
        return TypedResults.Ok(new SnapshotPage([.. page.Select(snapshot => snapshot.ToSnapshot())], next));
    }

    private static Results<Ok<Mapping[]>, ProblemHttpResult> Mappings(SessionEntry entry, string? target, string? at, IHistoryReader history)
    {
        var fields = new QueryFields();
        var index = fields.Target(target, entry.Session);
        var time = fields.Time("at", at) ?? long.MaxValue;
        return fields.Problem is { } bad ? bad.ToResult() : TypedResults.Ok(history.Mappings(entry.Key, index, time)?.ToSet().Mappings ?? []);
    }
}
