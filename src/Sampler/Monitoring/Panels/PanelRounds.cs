using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>Keeps the panels of all targets going, once a second, and has all of them told together, every ten seconds or every cycle.</summary>
internal sealed class PanelRounds(SessionAccounts accounts, IMonitoringSink sink, IMonitoringClock clock)
{
    /// <summary>So many seconds' clears are to make all panels old once, when everything is in use.</summary>
    private const double CycleS = 20;

    /// <summary>Present pages in the panels of all targets: with the fewest, two standard errors of a share are under four hundredths, with the most one.</summary>
    private const int FewestPages = 768;

    private const int MostPages = 8_192;
    private const int FewestOfTarget = 64;

    /// <summary>Pages looked at for all targets: what several of them map is followed in each.</summary>
    private const int MostLooks = 8_192;

    private const long NsPerSecond = 1_000_000_000;

    /// <summary>What may be made up for when a step came late, or at the start, seconds.</summary>
    private const double MostElapsedS = 2;

    private readonly Beat _beat = new(NsPerSecond);
    private readonly SweepRounds _sweeps = new(accounts, clock);
    private readonly PanelTelling _telling = new(accounts, sink, clock);
    private long _steppedNs;

    /// <summary>What the panels choose together.</summary>
    public PanelOrders Orders { get; } = new();

    /// <summary>Lets the size of a target's panel follow what can be paid for; tells how many present pages it should have.</summary>
    /// <param name="target">The target.</param>
    /// <param name="all">All targets.</param>
    /// <param name="intervalNs">How long an aggregation interval is, nanoseconds.</param>
    /// <param name="budget">The session's budget.</param>
    public int FitSize(AdaptiveTarget target, List<AdaptiveTarget> all, double intervalNs, MonitoringBudget budget)
    {
        var pages = target.PanelSize.Fit(Math.Clamp(CycleS * accounts.PanelClears(target, part: 1, intervalNs, budget), FewestPages, MostPages));

        // What several targets map is the same pages for each of them.
        var mine = pages * Math.Min(1, TargetParts.OfSize(target, all) / _telling.DistinctShare);
        return (int)Math.Max(FewestOfTarget, Math.Min(mine, MostLooks / Math.Max(1, all.Count)));
    }

    /// <summary>An aggregation interval has ended.</summary>
    /// <param name="live">The targets.</param>
    /// <param name="intervalNs">How long it should have been, nanoseconds.</param>
    /// <param name="attributes">The session's attributes.</param>
    public void Step(LiveTargets<AdaptiveTarget> live, double intervalNs, MonitoringAttributes attributes)
    {
        var now = clock.NowNs;
        _sweeps.Flush(live);
        live.ForEach(
            static (target, with) =>
            {
                if (target.Sweep.IsLookDue(with.Now))
                {
                    with.Mine.Look(target.Panel, with.Now);
                }
            },
            (Mine: this, Now: now));
        if (!_beat.IsDue(now, intervalNs))
        {
            return;
        }

        var elapsed = _steppedNs == 0 ? MostElapsedS : Math.Min(MostElapsedS, (now - _steppedNs) / (double)NsPerSecond);
        _steppedNs = now;
        live.ForEach(
            static (target, step) =>
            {
                var clears = step.Mine.PerSecond(target, step.All, step.IntervalNs, step.Budget);
                step.Mine.Step(target.Panel, target, step.Now, clears, clears * step.Elapsed);
            },
            (Mine: this, live.All, IntervalNs: intervalNs, attributes.Budget, Now: now, Elapsed: elapsed));
        _sweeps.Step(live, attributes);
        _telling.Step(live);
    }

    private double PerSecond(AdaptiveTarget target, List<AdaptiveTarget> all, double intervalNs, MonitoringBudget budget)
        => accounts.PanelClears(target, TargetParts.OfSize(target, all), intervalNs, budget);

    private void Look(Panel panel, long nowNs) => accounts.Look(() => panel.Look(nowNs));

    private void Step(Panel panel, AdaptiveTarget target, long nowNs, double perSecond, double clears)
    {
        panel.Fit(perSecond, accounts.Remaining);
        Look(panel, nowNs);
        accounts.AdviseForPanel(target, () => panel.MakeOld(nowNs, clears));
    }
}
