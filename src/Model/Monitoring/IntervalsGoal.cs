namespace Damon.Model.Monitoring;

/// <summary>
/// Goal of the interval auto-tuning (the kernel's <c>intervals_goal</c>, Linux 6.15): both intervals grow or shrink
/// together until the observed accesses are the wanted share of what could be observed.
/// </summary>
public sealed record IntervalsGoal
{
    /// <summary>Wanted share of observed accesses, in 1/10,000; 1 .. 10,000. Recommended 400.</summary>
    public int AccessBp { get; init; } = 400;

    /// <summary>Aggregation intervals between two tunings; at least 1. Recommended 3.</summary>
    public int Aggregations { get; init; } = 3;

    /// <summary>Smallest sampling interval allowed, microseconds.</summary>
    public long MinSamplingUs { get; init; } = 5_000;

    /// <summary>Largest sampling interval allowed, microseconds.</summary>
    public long MaxSamplingUs { get; init; } = 10_000_000;
}
