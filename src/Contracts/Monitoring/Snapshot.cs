using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>All regions of one target at the end of one aggregation interval, in address order.</summary>
[MessagePackObject]
public sealed record Snapshot
{
    /// <summary>Index of the target in its session, from 0.</summary>
    [Key(0)] public int Target { get; init; }

    /// <summary>Number of this snapshot within its target, from 0 without holes; a hole in what was received is a loss.</summary>
    [Key(1)] public long Seq { get; init; }

    /// <summary>Start of the aggregation interval, Unix microseconds.</summary>
    [Key(2)] public long StartUs { get; init; }

    /// <summary>End of the aggregation interval, Unix microseconds.</summary>
    [Key(3)] public long EndUs { get; init; }

    /// <summary>The largest value nrAccesses can take here: aggregation interval / sampling interval.</summary>
    [Key(4)] public int MaxNrAccesses { get; init; }

    /// <summary>The regions, ordered by address, never overlapping.</summary>
    [Key(5)] public RegionSample[] Regions { get; init; } = [];

    /// <summary>
    /// Samples of each region that could not be observed (the page could not be made old: locked, shared, hugetlb …),
    /// 0 .. MaxNrAccesses, parallel to Regions; null when everything was observed. A region whose samples are all
    /// unknown has no access rate at all and must not be drawn as cold.
    /// </summary>
    [Key(6)] public int[]? Unknown { get; init; }

    /// <summary>Sampling interval in force, microseconds (auto-tuning changes it).</summary>
    [Key(7)] public long SamplingIntervalUs { get; init; }

    /// <summary>Resident memory of the target at this time, bytes; null when not read.</summary>
    [Key(8)] public long? ResidentBytes { get; init; }

    /// <summary>CPU time the sampler has spent on the whole session so far, microseconds.</summary>
    [Key(9)] public long SamplerCpuUs { get; init; }

    /// <summary>Sampling ticks of this aggregation interval that came too late and were skipped.</summary>
    [Key(10)] public int MissedTicks { get; init; }

    /// <summary>
    /// Pages of each region that were really observed in this interval, parallel to Regions; null for the kernel plan,
    /// which samples every region at every tick. A region with 0 was not sampled: it carries over what it last was.
    /// </summary>
    [Key(11)] public int[]? Samples { get; init; }

    /// <summary>Share of each region that was accessed within this interval, 0 .. 1, null where unknown; null when not estimated.</summary>
    [Key(12), MessagePackFormatter(typeof(ShareFormatter))] public double?[]? Touched { get; init; }

    /// <summary>Standard error of <see cref="Touched"/>, 0 .. 1, null where unknown; null when not estimated.</summary>
    [Key(13), MessagePackFormatter(typeof(ShareFormatter))] public double?[]? TouchedError { get; init; }

    /// <summary>Since when each region's access frequency is unchanged, Unix microseconds; null in recordings of earlier versions.</summary>
    [Key(14), MessagePackFormatter(typeof(TimesFormatter))] public long[]? SinceUs { get; init; }
}
