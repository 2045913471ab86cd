using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Panels;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Reads the areas of targets anew, decides which of them have regions, and fits those to the areas.</summary>
internal sealed class AreaUpdates(LiveTargets<AdaptiveTarget> live, PanelRounds panels, IMonitoringSink sink, IMonitoringClock clock)
{
    /// <summary>Of all targets.</summary>
    public void UpdateAll(MonitoringAttributes attributes, long aggregationNs)
    {
        Update(attributes, aggregationNs, static _ => true);
        panels.Orders.Turn();
    }

    /// <summary>Of those that have joined since: processes may join a group many times a second.</summary>
    public void UpdateNew(MonitoringAttributes attributes, long aggregationNs)
    {
        if (live.All.Exists(static target => !target.IsKnown))
        {
            Update(attributes, aggregationNs, static target => !target.IsKnown);
        }
    }

    private void Update(MonitoringAttributes attributes, long aggregationNs, Predicate<AdaptiveTarget> isMeant)
    {
        var meant = live.All.FindAll(isMeant).ToHashSet();
        live.ForEach(
            static (target, with) =>
            {
                if (with.Meant.Contains(target))
                {
                    with.Mine.Read(target, with.Ns, with.Attributes);
                }
            },
            (Mine: this, Meant: meant, Ns: aggregationNs, Attributes: attributes));
        meant.UnionWith(RegionRights.Choose(live.All, attributes, sink));
        live.ForEach(
            static (target, with) =>
            {
                if (target.HasRegions && with.Meant.Contains(target))
                {
                    target.Fit(with.Attributes.MinRegions, TargetParts.MostRegions(target, with.All, with.Attributes), with.NowUs);
                }
            },
            (live.All, Meant: meant, Attributes: attributes, NowUs: clock.UnixUs));
    }

    private void Read(AdaptiveTarget target, long aggregationNs, MonitoringAttributes attributes)
    {
        target.PanelPages = panels.FitSize(target, live.All, aggregationNs, attributes.Budget);
        if (!target.Read())
        {
            sink.TargetSkipped(target.Index);
        }
    }
}
