using Damon.Contracts.Link;
using Damon.Model.Sessions;
using Damon.Server.Limits;
using Damon.Server.Sessions;

namespace Damon.Server.Scraping;

/// <summary>How much memory the control groups of running sessions may have, and what is charged to them.</summary>
internal sealed class LimitSeries(SessionRegistry sessions, KnownLimits limits) : ISeriesSource
{
    private static readonly Metric Limit = new("damon_memory_limit_bytes", "The least memory limit of a control group and those above it; left out where there is none.");
    private static readonly Metric Charged = new("damon_memory_charged_bytes", "What is charged to the control group that has the limit and to all below it, page cache and kernel memory included.");

    /// <inheritdoc/>
    public Task PrepareAsync() => limits.RefreshAsync();

    /// <inheritdoc/>
    public void AddTo(SeriesSet set)
    {
        foreach (var entry in sessions.Active)
        {
            if (entry.Session is { State: SessionState.Running } session)
            {
                foreach (var told in limits.Of(entry))
                {
                    Add(set, session, told);
                }
            }
        }
    }

    private static void Add(SeriesSet set, Session session, LimitReading told)
    {
        if (LabelsOf(session, told)?.With("cgroup", told.Cgroup) is { } labels)
        {
            set.Gauge(Limit, told.LimitBytes, labels);
            set.Gauge(Charged, told.CurrentBytes, labels);
        }
    }

    // A process or a group may have come or gone since.
    private static SeriesLabels? LabelsOf(Session session, LimitReading told)
        => told.Target is { } index
            ? session.Targets.ElementAtOrDefault(index) is { EndedBecause: null } target ? SessionLabels.OfTarget(session, target) : null
            : session.Groups.ElementAtOrDefault(told.Group ?? -1) is { } group ? SessionLabels.OfGroup(session, group) : null;
}
