using System.Globalization;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Sessions;
using Damon.Server.WorkingSets;

namespace Damon.Server.Scraping;

/// <summary>What running sessions are, what they cost, what they have recorded and lost, and their working sets.</summary>
internal sealed class SessionSeries(SessionRegistry sessions, SamplerDirectory samplers) : ISeriesSource
{
    private static readonly Metric Info = new("damon_session_info", "A running session and its name; always 1.");
    private static readonly Metric TargetInfo = new("damon_target_info", "A process that a running session monitors, its pid and its name; always 1.");
    private static readonly Metric Connected = new("damon_session_sampler_connected", "Whether the sampler of a running session is connected: 1 or 0.");
    private static readonly Metric Snapshots = new("damon_snapshots_total", "Snapshots stored, over all targets.");
    private static readonly Metric Lost = new("damon_snapshots_lost_total", "Snapshots that sampler or server had to drop.");
    private static readonly Metric CpuTime = new("damon_sampler_cpu_seconds_total", "CPU time that the sampler has spent on the session.");
    private static readonly Metric CpuShare = new("damon_sampler_cpu_percent", "CPU time of the sampler for the session, in percent of one core, over the last seconds.");
    private static readonly Metric CpuBudget = new("damon_sampler_cpu_budget_percent", "What that may be; left out where nothing bounds it.");
    private static readonly Metric TargetCost = new("damon_target_cost_percent", "What the targets are estimated to lose by monitoring, in percent of their own CPU time, over the last seconds.");
    private static readonly Metric TargetBudget = new("damon_target_cost_budget_percent", "What that may be; left out where nothing bounds it.");
    private static readonly EstimatedMetric WorkingSet = EstimatedMetric.Of("damon_working_set_bytes", "Memory accessed within the last aggregation interval.");

    /// <inheritdoc/>
    public void AddTo(SeriesSet set)
    {
        foreach (var entry in sessions.Active)
        {
            if (entry.Session is { State: SessionState.Running } session)
            {
                AddSession(set, session);
                AddCost(set, session);
                AddTargets(set, session, entry);
            }
        }
    }

    private void AddSession(SeriesSet set, Session session)
    {
        var labels = SessionLabels.Of(session);
        set.Gauge(Info, 1, labels.With("name", session.Name));
        set.Gauge(Connected, samplers.Find(session.Sampler) is null ? 0 : 1, labels);
        set.Counter(Snapshots, session.SnapshotCount, labels);
        set.Counter(Lost, session.Lost, labels);
        set.Counter(CpuTime, session.SamplerCpuSeconds, labels);
    }

    private static void AddCost(SeriesSet set, Session session)
    {
        var labels = SessionLabels.Of(session);
        set.Gauge(CpuShare, session.Cost?.SamplerPercent, labels);
        set.Gauge(TargetCost, session.Cost?.TargetPercent, labels);
        if (session.Attributes is { Plan: SamplingPlan.Adaptive, Budget: var budget })
        {
            set.Gauge(CpuBudget, Bound(budget.SamplerPercent), labels);
            set.Gauge(TargetBudget, Bound(budget.TargetPercent), labels);
        }
    }

    private static void AddTargets(SeriesSet set, Session session, SessionEntry entry)
    {
        foreach (var target in session.Targets.Where(static target => target.EndedBecause is null))
        {
            var pid = target.Pid.ToString(CultureInfo.InvariantCulture);
            set.Gauge(TargetInfo, 1, SessionLabels.OfTarget(session, target).With("pid", pid).With("name", target.Name));
        }

        foreach (var figures in entry.Newest)
        {
            if (session.Targets.ElementAtOrDefault(figures.Target) is { EndedBecause: null } target)
            {
                var size = SizePoint.OfTouched(figures).Point;
                set.Estimate(WorkingSet, size.Bytes, size.Error, SessionLabels.OfTarget(session, target));
            }
        }
    }

    private static double? Bound(double percent) => percent > 0 ? percent : null;
}
