using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>What monitoring may cost, as it travels; see <see cref="MonitoringBudget"/>.</summary>
/// <param name="SamplerPercent">The sampler's CPU time for the session, in % of one core; 0 for no bound.</param>
/// <param name="TargetPercent">What the targets lose, in % of their own CPU time; 0 for no bound.</param>
[MessagePackObject]
public sealed record BudgetMessage([property: Key(0)] double SamplerPercent = 1, [property: Key(1)] double TargetPercent = 1)
{
    /// <summary>The message of a budget.</summary>
    public static BudgetMessage Of(MonitoringBudget budget) => new(budget.SamplerPercent, budget.TargetPercent);

    /// <summary>What is told, as the rules know it.</summary>
    public MonitoringBudget ToBudget() => new() { SamplerPercent = SamplerPercent, TargetPercent = TargetPercent };
}
