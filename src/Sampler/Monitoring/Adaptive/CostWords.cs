using System.Globalization;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>What a session costs, and in words what limits its picture.</summary>
internal static class CostWords
{
    /// <summary>Samples of an accessed region in an interval below which the budget is said to limit the picture.</summary>
    private const double Few = 2;

    private const double NsPerSecond = 1e9;

    /// <summary>The report of an interval.</summary>
    /// <param name="attributes">The attributes in force.</param>
    /// <param name="targets">The targets.</param>
    /// <param name="credit">The sampler's account.</param>
    /// <param name="meter">What was done.</param>
    /// <param name="services">The host.</param>
    /// <param name="aggregationNs">Length of an interval, nanoseconds.</param>
    /// <param name="clears">Clears the sampler's budget allowed in it.</param>
    public static CostReport Report(
        MonitoringAttributes attributes,
        IReadOnlyList<AdaptiveTarget> targets,
        SamplerCredit credit,
        SessionMeter meter,
        AdaptiveServices services,
        double aggregationNs,
        double clears)
    {
        var target = targets.Count == 0 ? 0 : targets.Max(one => one.Credit.Percent);
        var cycleNs = targets.Count == 0 ? 0 : targets.Max(static one => Math.Max(one.Panel.CycleNs, one.Panel.Sweeps.Ns));
        return new CostReport(
            credit.Percent,
            target,
            meter.ClearsPerSecond,
            meter.ChecksPerSecond,
            cycleNs == 0 ? null : cycleNs / NsPerSecond,
            LimitedBy(attributes, targets, credit, services, aggregationNs, clears));
    }

    private static string? LimitedBy(
        MonitoringAttributes attributes,
        IReadOnlyList<AdaptiveTarget> targets,
        SamplerCredit credit,
        AdaptiveServices services,
        double aggregationNs,
        double clears)
    {
        if (targets.Select(target => target.Blindness).FirstOrDefault(sentence => sentence is not null) is { } blind)
        {
            return blind;
        }

        if (services.IsShortOfMemory)
        {
            return string.Create(CultureInfo.InvariantCulture,
                $"The host is short of memory (tasks waited for it in {services.PressurePercent:0.#} % of the last 10 s), so only a quarter of the samples is taken.");
        }

        return LimitedByBudget(attributes, targets, credit, aggregationNs, clears)
            ?? targets.Select(static target => target.Sweep.Obstacle).FirstOrDefault(static sentence => sentence is not null);
    }

    private static string? LimitedByBudget(
        MonitoringAttributes attributes, IReadOnlyList<AdaptiveTarget> targets, SamplerCredit credit, double aggregationNs, double clears)
    {
        var limited = targets.Where(target => target.Choice.SamplesOfAccessed < Few && target.Choice.Wanted > 0).ToList();
        if (limited.Count == 0)
        {
            return null;
        }

        // The other way round: how much more there would be with more to spend.
        var second = NsPerSecond / aggregationNs;
        var now = limited.Average(target => target.Choice.SamplesOfAccessed) * second;
        var bySampler = clears * limited.Count < limited.Sum(target => target.Choice.Wanted);
        var wanted = bySampler ? attributes.Budget.SamplerPercent : attributes.Budget.TargetPercent;
        var more = Math.Max(1, wanted) * 2;
        var overhead = bySampler ? credit.OverheadNs * second / NsPerSecond * 100 : 0;
        var then = now * Math.Max(1, (more - overhead) / Math.Max(0.1, wanted - overhead));
        return Math.Ceiling(then) <= now ? null : string.Create(CultureInfo.InvariantCulture,
            $"Each accessed region is sampled {now:0.#} times a second; a {(bySampler ? "sampler" : "target")} budget of {more:0.#} % would allow {Math.Ceiling(then):0}.");
    }
}
