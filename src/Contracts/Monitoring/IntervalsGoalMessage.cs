using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>
/// Goal of the interval auto-tuning (the kernel's <c>intervals_goal</c>, Linux 6.15): both intervals grow or shrink
/// together until the observed accesses are the wanted share of what could be observed.
/// </summary>
[MessagePackObject]
public sealed record IntervalsGoalMessage
{
    /// <summary>Wanted share of observed accesses, in 1/10,000; 1 .. 10,000. Recommended 400.</summary>
    [Key(0)] public int AccessBp { get; init; } = 400;

    /// <summary>Aggregation intervals between two tunings; at least 1. Recommended 3.</summary>
    [Key(1)] public int Aggregations { get; init; } = 3;

    /// <summary>Smallest sampling interval allowed, microseconds.</summary>
    [Key(2)] public long MinSamplingUs { get; init; } = 5_000;

    /// <summary>Largest sampling interval allowed, microseconds.</summary>
    [Key(3)] public long MaxSamplingUs { get; init; } = 10_000_000;

    /// <summary>The message of a goal.</summary>
    public static implicit operator IntervalsGoalMessage(IntervalsGoal goal) => Of(goal);

    /// <summary>The message of a goal.</summary>
    public static IntervalsGoalMessage Of(IntervalsGoal goal) => new()
    {
        AccessBp = goal.AccessBp,
        Aggregations = goal.Aggregations,
        MinSamplingUs = goal.MinSamplingUs,
        MaxSamplingUs = goal.MaxSamplingUs,
    };

    /// <summary>The goal it tells.</summary>
    public IntervalsGoal ToGoal() => new()
    {
        AccessBp = AccessBp,
        Aggregations = Aggregations,
        MinSamplingUs = MinSamplingUs,
        MaxSamplingUs = MaxSamplingUs,
    };
}
