namespace Damon.Server.Changes;

/// <summary>
/// What one call may cost: so many states of mappings and so many snapshots are read over all targets, however long the
/// time and however large the group.
/// </summary>
/// <param name="targets">How many targets are looked at, at least 1.</param>
internal sealed class ChangeLimits(int targets)
{
    /// <summary>Targets whose mappings are looked at.</summary>
    public const int MostLookedAt = 64;

    /// <summary>Changes that are told.</summary>
    public const int MostChanges = 1_000;

    /// <summary>Mappings of one target whose rates are looked at: the largest ones.</summary>
    public const int MostTracks = 512;

    /// <summary>Smallest mapping whose rate is looked at, bytes.</summary>
    public const ulong LeastTrackBytes = 64 << 10;

    /// <summary>Steps of time into which rates are summed.</summary>
    public const int MostBuckets = 512;

    /// <summary>Shortest step, microseconds.</summary>
    public const long ShortestBucketUs = 1_000_000;

    /// <summary>Snapshots that a step has on the average at least.</summary>
    public const int SnapshotsInBucket = 4;

    private const int AllStates = 2_048;
    private const int MostStatesOfOne = 512;
    private const int AllSnapshots = 16_384;

    /// <summary>States of mappings that are compared, of one target.</summary>
    public int States { get; } = Math.Clamp(AllStates / targets, 1, MostStatesOfOne);

    /// <summary>Snapshots that are unpacked, of one target.</summary>
    public int Snapshots { get; } = AllSnapshots / targets;
}
