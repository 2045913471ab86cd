using Damon.Model.Time;

namespace Damon.Server.History;

/// <summary>What can be asked of the history. Safe to call from any thread, while it is written too.</summary>
internal interface IHistoryReader
{
    /// <summary>All sessions, oldest first.</summary>
    IReadOnlyList<StoredSession> Sessions();

    /// <summary>What each session takes, bytes by key; sessions without anything may be missing.</summary>
    IReadOnlyDictionary<long, long> Sizes();

    /// <summary>At most <paramref name="limit"/> snapshots that overlap the time, in order of start, target and number, after the cursor.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target; null for all.</param>
    /// <param name="time">The time.</param>
    /// <param name="after">Where the page before has ended; null for the first.</param>
    /// <param name="limit">At least 1.</param>
    IReadOnlyList<StoredSnapshot> Page(long session, int? target, TimeRange time, SnapshotCursor? after, int limit);

    /// <summary>
    /// One target's snapshots that overlap the time, in order of start, some at a time: an hour may not fit into memory. Between
    /// two of them the history is not held in any way, however long a caller takes; what is stored meanwhile may come, too.
    /// </summary>
    IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time);

    /// <summary>
    /// The same made short: instead of snapshots there may be tiles (<see cref="SnapshotFigures.Tile"/>), none longer than the
    /// resolution, so that no more is read than is shown. Pieces do not overlap: one that reaches into the time of another is cut.
    /// Where only coarser tiles are kept, these come.
    /// </summary>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="time">The time.</param>
    /// <param name="resolutionUs">Longest piece wanted, microseconds.</param>
    IEnumerable<StoredSnapshot> Stream(long session, int target, TimeRange time, long resolutionUs);

    /// <summary>The last snapshot that starts before a time; null when none does.</summary>
    StoredSnapshot? Last(long session, int target, long beforeUs);

    /// <summary>One target's snapshots without the regions.</summary>
    IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time);

    /// <summary>The same made short, as streams are; tiles in which no snapshot ended are left out.</summary>
    IEnumerable<SnapshotFigures> Figures(long session, int target, TimeRange time, long resolutionUs);

    /// <summary>How many these are now.</summary>
    long Count(long session, int target, TimeRange time);

    /// <summary>The mappings in force at a time: the newest set not after it, else the earliest; null when there is none.</summary>
    StoredMappings? Mappings(long session, int target, long atUs);

    /// <summary>When one target's mappings were read, in order, Unix microseconds.</summary>
    IReadOnlyList<long> MappingTimes(long session, int target);

    /// <summary>How long one target's memory had not been accessed at a time: the newest that is told at or before it; null when there is none.</summary>
    StoredIdle? Idle(long session, int target, long atUs);

    /// <summary>When that was told within a time, in order, Unix microseconds.</summary>
    IReadOnlyList<long> IdleTimes(long session, int target, TimeRange time);

    /// <summary>What was told at these times, in order, one at a time.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="time">The time.</param>
    /// <param name="most">At most so many, chosen by <see cref="EvenChoice"/>; null for all.</param>
    IEnumerable<StoredIdle> IdleStream(long session, int target, TimeRange time, int? most = null);
}
