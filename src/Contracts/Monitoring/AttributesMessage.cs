using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>The intervals and limits of one session as they travel; see <see cref="MonitoringAttributes"/>.</summary>
[MessagePackObject]
public sealed record AttributesMessage
{
    /// <summary>Between two access checks of a region, microseconds.</summary>
    [Key(0)] public long SamplingIntervalUs { get; init; } = 5_000;

    /// <summary>Between two snapshots, microseconds; at least the sampling interval.</summary>
    [Key(1)] public long AggregationIntervalUs { get; init; } = 100_000;

    /// <summary>Between two looks at the target's mappings, microseconds.</summary>
    [Key(2)] public long UpdateIntervalUs { get; init; } = 1_000_000;

    /// <summary>Lower bound of the number of regions; at least 3.</summary>
    [Key(3)] public int MinRegions { get; init; } = 10;

    /// <summary>Upper bound of the number of regions of the whole session.</summary>
    [Key(4)] public int MaxRegions { get; init; } = 1_000;

    /// <summary>Lets the intervals be tuned to the workload; null keeps them as given.</summary>
    [Key(5)] public IntervalsGoalMessage? IntervalsGoal { get; init; }

    /// <summary>Which pages are sampled, and how often.</summary>
    [Key(6)] public SamplingPlan Plan { get; init; } = SamplingPlan.Adaptive;

    /// <summary>What monitoring may cost.</summary>
    [Key(7)] public BudgetMessage Budget { get; init; } = new();

    /// <summary>How long a sweep of shared memory may hold a process's memory lock, milliseconds; 0 for no sweeps.</summary>
    [Key(8)] public double MaxLockMs { get; init; } = 20;

    /// <summary>What is told, as the rules know it.</summary>
    public static implicit operator MonitoringAttributes(AttributesMessage message) => message.ToAttributes();

    /// <summary>The message of attributes.</summary>
    public static implicit operator AttributesMessage(MonitoringAttributes attributes) => Of(attributes);

    /// <summary>The message of attributes.</summary>
    public static AttributesMessage Of(MonitoringAttributes attributes) => new()
    {
        SamplingIntervalUs = attributes.SamplingIntervalUs,
        AggregationIntervalUs = attributes.AggregationIntervalUs,
        UpdateIntervalUs = attributes.UpdateIntervalUs,
        MinRegions = attributes.MinRegions,
        MaxRegions = attributes.MaxRegions,
        IntervalsGoal = attributes.IntervalsGoal is { } goal ? IntervalsGoalMessage.Of(goal) : null,
        Plan = attributes.Plan,
        Budget = BudgetMessage.Of(attributes.Budget),
        MaxLockMs = attributes.MaxLockMs,
    };

    /// <summary>What is told, as the rules know it.</summary>
    public MonitoringAttributes ToAttributes() => new()
    {
        SamplingIntervalUs = SamplingIntervalUs,
        AggregationIntervalUs = AggregationIntervalUs,
        UpdateIntervalUs = UpdateIntervalUs,
        MinRegions = MinRegions,
        MaxRegions = MaxRegions,
        IntervalsGoal = IntervalsGoal?.ToGoal(),
        Plan = Plan,
        Budget = Budget.ToBudget(),
        MaxLockMs = MaxLockMs,
    };
}
