namespace Damon.Contracts.Rest;

/// <summary>Figures of one snapshot, without its regions; or the means of several neighbouring ones, where fewer points were asked for.</summary>
/// <param name="Us">End of the (last) snapshot, Unix microseconds.</param>
/// <param name="Bytes">Working set size, bytes.</param>
/// <param name="ResidentBytes">Resident memory, bytes; null when not read.</param>
/// <param name="Regions">Number of regions.</param>
public sealed record WorkingSetPoint(long Us, long Bytes, long? ResidentBytes, int Regions)
{
    /// <summary>Standard error of <see cref="Bytes"/>, bytes; of several snapshots their root mean square, because their errors go the same way. Null where none is known.</summary>
    public long? Error { get; init; }

    /// <summary>Smallest working set size among the snapshots of this point, bytes; null when it stands for one only.</summary>
    public long? LowBytes { get; init; }

    /// <summary>Largest working set size among the snapshots of this point, bytes; null when it stands for one only.</summary>
    public long? HighBytes { get; init; }

    /// <summary>Sampling interval in force, microseconds; auto-tuning changes it.</summary>
    public long SamplingUs { get; init; }

    /// <summary>Aggregation interval as it came out, microseconds.</summary>
    public long AggregationUs { get; init; }

    /// <summary>CPU time the sampler has spent on the whole session until here, microseconds.</summary>
    public long SamplerCpuUs { get; init; }
}
