namespace Damon.Client.Lines;

/// <summary>One point of the lines below the picture.</summary>
/// <param name="Us">End of the snapshot, Unix microseconds.</param>
/// <param name="WorkingSet">Working set size, bytes, not above what is resident; of several snapshots their mean.</param>
/// <param name="Resident">Resident memory, bytes; null when not read.</param>
/// <param name="Regions">Number of regions.</param>
public readonly record struct LinePoint(long Us, long WorkingSet, long? Resident, int Regions)
{
    /// <summary>Standard error of the working set, bytes; null where none is known.</summary>
    public long? Error { get; init; }

    /// <summary>Lower edge of the band in which the working set most probably lies, or in which it was where the point stands for several snapshots, bytes; null where there is none.</summary>
    public long? Low { get; init; }

    /// <summary>Upper edge of that band, bytes.</summary>
    public long? High { get; init; }

    /// <summary>Sampling interval in force, microseconds; 0 when not known.</summary>
    public long SamplingUs { get; init; }

    /// <summary>Aggregation interval as it came out, microseconds; 0 when not known.</summary>
    public long AggregationUs { get; init; }

    /// <summary>CPU time the sampler has spent on the session until here, microseconds.</summary>
    public long SamplerCpuUs { get; init; }
}
