using System.Globalization;
using Damon.Contracts.Monitoring;
using Damon.Model.Format;
using Damon.Model.Monitoring;

namespace Damon.Client.Sessions.Costs;

/// <summary>What a session costs, and may cost, in words.</summary>
public static class CostText
{
    /// <summary>The sampler's share against its budget, such as <c>budget 1 %</c>; empty where the plan knows none.</summary>
    public static string SamplerBudget(MonitoringAttributes attributes) => attributes.Plan == SamplingPlan.Kernel ? ""
        : attributes.Budget.SamplerPercent <= 0 ? "no budget" : $"budget {Number(attributes.Budget.SamplerPercent)} %";

    /// <summary>The target's loss against its budget; what it is estimated from where the plan knows none.</summary>
    public static string TargetBudget(MonitoringAttributes attributes) => attributes.Plan == SamplingPlan.Kernel ? "of its CPU time, estimated"
        : attributes.Budget.TargetPercent <= 0 ? "of its CPU time, estimated; no budget"
        : $"of its CPU time, estimated; budget {Number(attributes.Budget.TargetPercent)} %";

    /// <summary>What stands below the number of clears: <c>cleared a second; 4,000 checks; all anew every 2.5 s</c>.</summary>
    public static string Checks(SessionCost cost)
        => $"cleared a second; {Whole(cost.ChecksPerSecond)} checks" + (cost.CycleSeconds is { } seconds ? $"; all anew every {Durations.Text(seconds * 1e6)}" : "");

    /// <summary>Pages cleared a second.</summary>
    public static string Clears(SessionCost cost) => Whole(cost.ClearsPerSecond);

    /// <summary>Both budgets as a sentence.</summary>
    public static string Budgets(MonitoringBudget budget)
        => $"Budget: {Bound(budget.SamplerPercent, "of a core")} for the sampler, {Bound(budget.TargetPercent, "of its CPU time")} for the target.";

    /// <summary>A percentage as people write it, without its sign.</summary>
    public static string Number(double percent) => percent.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Bound(double percent, string of) => percent <= 0 ? "no bound" : $"{Number(percent)} % {of}";

    private static string Whole(double number) => number.ToString(number is > 0 and < 10 ? "0.#" : "N0", CultureInfo.InvariantCulture);
}
