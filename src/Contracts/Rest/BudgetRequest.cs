using Damon.Model.Monitoring;

namespace Damon.Contracts.Rest;

/// <summary>A budget as a caller gives it: what is left out keeps its value.</summary>
public sealed record BudgetRequest
{
    /// <inheritdoc cref="MonitoringBudget.SamplerPercent"/>
    public double? SamplerPercent { get; init; }

    /// <inheritdoc cref="MonitoringBudget.TargetPercent"/>
    public double? TargetPercent { get; init; }

    /// <summary>These values laid over <paramref name="current"/>.</summary>
    public MonitoringBudget Over(MonitoringBudget current) => new()
    {
        SamplerPercent = SamplerPercent ?? current.SamplerPercent,
        TargetPercent = TargetPercent ?? current.TargetPercent,
    };
}
