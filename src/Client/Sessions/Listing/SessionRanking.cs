using Damon.Client.Layout;
using Damon.Contracts.Rest;

namespace Damon.Client.Sessions.Listing;

/// <summary>
/// The order of a list that is renewed while somebody works in it: rows that are there keep their places, because a row
/// that moves would lose the focus and slip away under the pointer; new ones come where the order puts them.
/// </summary>
public static class SessionRanking
{
    /// <summary>Newest first.</summary>
    public static SortOrder Newest { get; } = new("started", true);

    /// <summary>Sorts anew.</summary>
    public static IReadOnlyList<SessionResource> Sort(IEnumerable<SessionResource> sessions, SortOrder order, DateTimeOffset now)
    {
        var newest = sessions.OrderByDescending(s => s.StartedAt);
        return order.Column switch
        {
            "name" => [.. order.Apply(newest, SessionFacts.Title, StringComparer.CurrentCultureIgnoreCase)],
            "duration" => [.. order.Apply(newest, s => SessionFacts.DurationUs(s, now))],
            "snapshots" => [.. order.Apply(newest, s => s.SnapshotCount)],
            _ => [.. order.Apply(newest, s => s.StartedAt)],
        };
    }

    /// <summary>Sorts without moving what was shown.</summary>
    /// <param name="shown">What was shown, in its order.</param>
    /// <param name="sessions">What there is now.</param>
    /// <param name="order">Places the new ones.</param>
    /// <param name="now">The time, for durations.</param>
    public static IReadOnlyList<SessionResource> Renew(
        IReadOnlyList<SessionResource> shown, IReadOnlyList<SessionResource> sessions, SortOrder order, DateTimeOffset now)
    {
        var current = sessions.ToDictionary(s => s.Id);
        var result = shown.Where(s => current.ContainsKey(s.Id)).Select(s => current[s.Id]).ToList();
        var sorted = Sort(sessions, order, now).ToList();
        foreach (var fresh in sorted.Where(s => !shown.Any(old => old.Id == s.Id)))
        {
            // Behind its predecessor in the sorted order, wherever that one stands.
            var place = sorted.IndexOf(fresh);
            var before = place == 0 ? -1 : result.FindIndex(s => s.Id == sorted[place - 1].Id);
            result.Insert(before + 1, fresh);
        }

        return result;
    }
}
