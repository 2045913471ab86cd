using Damon.Server.History.Retention;

namespace Damon.Server.History;

/// <summary>What is written next, deletions first: they may be what makes room.</summary>
/// <param name="Deletions">Keys of the sessions to delete.</param>
/// <param name="Sessions">Sessions to store as they stand now.</param>
/// <param name="Items">What waited, in order.</param>
/// <param name="Trims">Sessions whose beginning is to go, and up to when, Unix microseconds.</param>
internal sealed record HistoryWork(IReadOnlyList<long> Deletions, IReadOnlyList<StoredSession> Sessions, IReadOnlyList<HistoryItem> Items, IReadOnlyList<RetentionCut> Trims)
{
    /// <summary>Whether there is nothing to write: then something is to be tidied.</summary>
    public bool IsEmpty => Deletions.Count + Sessions.Count + Items.Count + Trims.Count == 0;

    /// <summary>The part that goes into one transaction.</summary>
    public HistoryBatch ToBatch() => new(
        Sessions,
        [.. Items.Select(item => item.Snapshot).OfType<StoredSnapshot>()],
        [.. Items.Select(item => item.Mappings).OfType<StoredMappings>()],
        [.. Items.Select(item => item.Idle).OfType<StoredIdle>()]);
}
