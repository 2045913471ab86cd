using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Which targets of a group have regions: the largest, where not all can have the fewest that are to be.</summary>
internal static class RegionRights
{
    /// <summary>One that has regions keeps them until another is larger by such a factor.</summary>
    private const double Loyalty = 1.25;

    /// <summary>Chooses, and tells what changes.</summary>
    /// <returns>Targets that have regions from now on.</returns>
    public static List<AdaptiveTarget> Choose(List<AdaptiveTarget> targets, MonitoringAttributes attributes, IMonitoringSink sink)
    {
        var gained = new List<AdaptiveTarget>();
        var left = Math.Clamp(attributes.MaxRegions / attributes.MinRegions, 1, SessionLimits.MostTargets);
        if (targets.Count <= left && targets.TrueForAll(static target => target.HasRegions))
        {
            return gained;
        }

        foreach (var target in targets.OrderByDescending(static target => target.PresentPages * (target.Strata.Length > 0 ? Loyalty : 1)))
        {
            var has = left-- > 0;
            if (has == target.HasRegions)
            {
                continue;
            }

            target.SetRegions(has);
            sink.TargetRegions(target.Index, has);
            if (has)
            {
                gained.Add(target);
            }
        }

        return gained;
    }
}
