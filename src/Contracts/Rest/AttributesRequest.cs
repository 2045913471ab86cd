using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;

namespace Damon.Contracts.Rest;

/// <summary>Attributes as a caller gives them: what is left out keeps its value (the default at a start).</summary>
public sealed record AttributesRequest
{
    /// <inheritdoc cref="MonitoringAttributes.SamplingIntervalUs"/>
    public long? SamplingIntervalUs { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.AggregationIntervalUs"/>
    public long? AggregationIntervalUs { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.UpdateIntervalUs"/>
    public long? UpdateIntervalUs { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.MinRegions"/>
    public int? MinRegions { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.MaxRegions"/>
    public int? MaxRegions { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.IntervalsGoal"/>
    public IntervalsGoalMessage? IntervalsGoal { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.Plan"/>
    public SamplingPlan? Plan { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.Budget"/>
    public BudgetRequest? Budget { get; init; }

    /// <inheritdoc cref="MonitoringAttributes.MaxLockMs"/>
    public double? MaxLockMs { get; init; }

    /// <summary>These values laid over <paramref name="current"/>.</summary>
    public MonitoringAttributes Over(MonitoringAttributes current) => current with
    {
        SamplingIntervalUs = SamplingIntervalUs ?? current.SamplingIntervalUs,
        AggregationIntervalUs = AggregationIntervalUs ?? current.AggregationIntervalUs,
        UpdateIntervalUs = UpdateIntervalUs ?? current.UpdateIntervalUs,
        MinRegions = MinRegions ?? current.MinRegions,
        MaxRegions = MaxRegions ?? current.MaxRegions,
        IntervalsGoal = IntervalsGoal?.ToGoal() ?? current.IntervalsGoal,
        Plan = Plan ?? current.Plan,
        Budget = Budget?.Over(current.Budget) ?? current.Budget,
        MaxLockMs = MaxLockMs ?? current.MaxLockMs,
    };
}
