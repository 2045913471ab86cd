using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>Sweeps the targets of a session, one a second at most, as rarely as their budgets and the sampler's have it.</summary>
internal sealed class SweepRounds(SessionAccounts accounts, IMonitoringClock clock)
{
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>Shortest and longest time between two sweeps of a target.</summary>
    private const double ShortestNs = 10.0 * NsPerSecond;

    private const double LongestNs = 3_600.0 * NsPerSecond;

    private long _restUntilNs;

    /// <summary>An aggregation interval has ended: what was swept is flushed where that has not succeeded yet.</summary>
    public void Flush(LiveTargets<AdaptiveTarget> live) => live.ForEach(static (target, now) => target.Sweep.Flush(now), clock.NowNs);

    /// <summary>A second has passed.</summary>
    public void Step(LiveTargets<AdaptiveTarget> live, MonitoringAttributes attributes)
    {
        var now = clock.NowNs;
        live.ForEach(static (target, with) => target.Sweep.Consider(with.Now, with.Costs, with.Most), (Now: now, accounts.Costs, Most: attributes.MaxLockMs));
        if (now < _restUntilNs)
        {
            return;
        }

        var next = live.All.Where(target => target.Sweep.IsNeeded && target.Sweep.DueNs <= now).MinBy(static target => target.Sweep.DueNs);
        if (next is not null)
        {
            live.For(next, static (target, with) => with.Mine.Sweep(target, with.All, with.Budget), (Mine: this, live.All, attributes.Budget));
        }
    }

    private void Sweep(AdaptiveTarget target, List<AdaptiveTarget> all, MonitoringBudget budget)
    {
        var others = all.Sum(other => other != target && other.Sweep.IsNeeded ? other.Sweep.CostNs : 0);
        var (cpu, accessed) = target.Sweep.Sweep(
            clock, (cpuNs, pages) => (long)Math.Clamp(accounts.SweepNs(target, cpuNs, others + cpuNs, pages, budget), ShortestNs, LongestNs));
        accounts.Swept(target, cpu, accessed);
        _restUntilNs = clock.NowNs + (long)accounts.SweepNs(target, 0, cpu, 0, budget);
    }
}
