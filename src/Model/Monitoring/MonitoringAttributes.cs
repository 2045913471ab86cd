namespace Damon.Model.Monitoring;

/// <summary>The intervals and limits of one session (the kernel's <c>damon_attrs</c>). Defaults are the kernel's.</summary>
public sealed record MonitoringAttributes
{
    /// <summary>Between two access checks of a region, microseconds.</summary>
    public long SamplingIntervalUs { get; init; } = 5_000;

    /// <summary>Between two snapshots, microseconds; at least the sampling interval.</summary>
    public long AggregationIntervalUs { get; init; } = 100_000;

    /// <summary>Between two looks at the target's mappings, microseconds.</summary>
    public long UpdateIntervalUs { get; init; } = 1_000_000;

    /// <summary>Lower bound of the number of regions; at least 3.</summary>
    public int MinRegions { get; init; } = 10;

    /// <summary>Upper bound of the number of regions of the whole session.</summary>
    public int MaxRegions { get; init; } = 1_000;

    /// <summary>Lets the intervals be tuned to the workload; null keeps them as given.</summary>
    public IntervalsGoal? IntervalsGoal { get; init; }

    /// <summary>Which pages are sampled, and how often.</summary>
    public SamplingPlan Plan { get; init; } = SamplingPlan.Adaptive;

    /// <summary>What monitoring may cost.</summary>
    public MonitoringBudget Budget { get; init; } = new();

    /// <summary>
    /// How long a sweep of memory that a process shares with others may hold that process's memory lock, milliseconds: what
    /// would take longer is not seen. 0 for no sweeps.
    /// </summary>
    public double MaxLockMs { get; init; } = 20;

    /// <summary>Samples per aggregation interval, the largest possible nr_accesses; 0 without a sampling interval.</summary>
    public int MaxNrAccesses => SamplingIntervalUs <= 0 ? 0 : (int)Math.Min(int.MaxValue, AggregationIntervalUs / SamplingIntervalUs);
}
