using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring;

/// <summary>One target's regions at the end of an aggregation interval. Valid during the call that brings it only.</summary>
internal readonly ref struct SnapshotView
{
    /// <summary>Number of the target.</summary>
    public required int Target { get; init; }

    /// <summary>Number of the snapshot within its target.</summary>
    public required long Seq { get; init; }

    /// <summary>Start of the interval, Unix microseconds.</summary>
    public required long StartUs { get; init; }

    /// <summary>End of the interval, Unix microseconds.</summary>
    public required long EndUs { get; init; }

    /// <summary>Samples of the interval.</summary>
    public required int MaxNrAccesses { get; init; }

    /// <summary>Sampling interval in force, microseconds.</summary>
    public required long SamplingIntervalUs { get; init; }

    /// <summary>Ticks of the interval that were skipped.</summary>
    public required int MissedTicks { get; init; }

    /// <summary>Whether the regions tell their samples and the share touched.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>The regions, merged, with counts scaled to all samples.</summary>
    public required ReadOnlySpan<Region> Regions { get; init; }
}
