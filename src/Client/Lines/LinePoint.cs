namespace Damon.Client.Lines;

/// <summary>One point of the lines below the picture.</summary>
/// <param name="Us">End of the snapshot, Unix microseconds.</param>
/// <param name="WorkingSet">Working set size, bytes.</param>
/// <param name="Resident">Resident memory, bytes; null when not read.</param>
/// <param name="Regions">Number of regions.</param>
public readonly record struct LinePoint(long Us, long WorkingSet, long? Resident, int Regions)
{
    /// <summary>Standard error of the working set, bytes; null where none is known.</summary>
    public long? Error { get; init; }

    /// <summary>Sampling interval in force, microseconds; 0 when not known.</summary>
    public long SamplingUs { get; init; }

    /// <summary>Aggregation interval as it came out, microseconds; 0 when not known.</summary>
    public long AggregationUs { get; init; }

    /// <summary>CPU time the sampler has spent on the session until here, microseconds.</summary>
    public long SamplerCpuUs { get; init; }
}
