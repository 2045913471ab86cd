using Damon.Contracts.Rest.Changes;
using Damon.Model.Time;
using Damon.Server.Heavy;
using Damon.Server.History;
using Damon.Server.Integrity;
using Damon.Server.Problems;
using Damon.Server.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Damon.Server.Changes;

/// <summary>What has changed in a session, and when.</summary>
internal static class ChangesEndpoint
{
    public static void MapChanges(this RouteGroupBuilder sessions) => sessions
        .MapGet("/{id}/changes", Show).IsHeavy()
        .WithSummary("What has changed within a time: mappings that appear, grow, shrink or go; where the access rate of a mapping shifts by a factor of two or more; other programs executed and processes of groups that were started again. Without a target those of all.")
        .ProducesProblem(400).ProducesProblem(404);

    private static Results<Ok<ChangesAnswer>, ProblemHttpResult> Show(
        SessionEntry entry, string? target, string? from, string? to, ReadableHistory history, CancellationToken cancellation)
    {
        var fields = new QueryFields();
        var session = entry.Session;
        var targets = fields.Targets(target, session);
        var time = fields.Range(from, to);
        return fields.Problem is { } bad ? bad.ToResult() : TypedResults.Ok(Read(history, session, targets, time, cancellation));
    }

    private static ChangesAnswer Read(IHistoryReader history, Session session, IReadOnlyList<int> targets, TimeRange time, CancellationToken cancellation)
    {
        var all = ProgramChanges.Of(session, targets, time).Select(static change => (Change: change, Weight: double.MaxValue)).ToList();
        var remarks = new List<string>();
        if (Recorded(session, time) is { } recorded)
        {
            SessionTarget[] looked = [.. session.Targets.IntersectBy(targets, static one => one.Index).Take(ChangeLimits.MostLookedAt)];
            var changes = new TargetChanges(history, session, recorded, new ChangeLimits(Math.Max(1, looked.Length)), cancellation);
            all.AddRange(looked.SelectMany(changes.Of));
            AddIf(looked.Length < targets.Count, $"Mappings of the first {looked.Length} of {targets.Count} targets are told; ask for one by target.");
            AddIf(changes.LeftOut > 0, $"{changes.LeftOut} states of mappings were not compared; a shorter time shows more.");
        }

        AddIf(all.Count > ChangeLimits.MostChanges, $"The {ChangeLimits.MostChanges} largest of {all.Count} changes are told; a shorter time shows more.");
        var told = all.OrderByDescending(static one => one.Weight).Take(ChangeLimits.MostChanges).Select(static one => one.Change);
        return new ChangesAnswer(
            [.. told.OrderBy(static change => change.Us).ThenBy(static change => change.Target).ThenBy(static change => change.Kind).ThenBy(static change => change.Start)],
            remarks.Count == 0 ? null : string.Join(' ', remarks));

        void AddIf(bool isSo, FormattableString remark)
        {
            if (isSo)
            {
                remarks.Add(FormattableString.Invariant(remark));
            }
        }
    }

    /// <summary>The part of a time that is recorded; null when none is.</summary>
    private static TimeRange? Recorded(Session session, TimeRange time)
    {
        var range = new TimeRange(Math.Max(time.FromUs, session.FirstUs ?? long.MaxValue), Math.Min(time.ToUs, session.LastUs ?? long.MinValue));
        return range.FromUs < range.ToUs ? range : null;
    }
}
