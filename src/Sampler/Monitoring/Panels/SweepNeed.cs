using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>What a panel's pages say of the sweeps that are needed to see all of them.</summary>
internal static class SweepNeed
{
    /// <summary>Part of the present memory below which nobody misses what is unknown.</summary>
    private const double Little = 0.01;

    /// <summary>The mappings to be swept.</summary>
    public static SweepKind Of(PanelPages pages)
    {
        var (present, mapped, own) = (0.0, 0.0, 0.0);
        foreach (var area in pages.Areas)
        {
            double weight = 1UL << area.Order;
            foreach (ref readonly var unit in pages.UnitsOf(area))
            {
                present += unit.IsPresent ? weight : 0;
                mapped += unit is { IsPresent: true, IsShared: true } && area.File != 0 ? weight : 0;
                own += unit is { IsPresent: true, IsShared: true } && area.File == 0 ? weight : 0;
            }
        }

        return own > Little * present ? SweepKind.All : mapped > Little * present ? SweepKind.Mapped : SweepKind.None;
    }

    /// <summary>Pages that were accessed since they were made old last, or about which nothing is known, in what a sweep goes through: the process will access about so many anew.</summary>
    public static double Accessed(PanelPages pages, SweepKind kind)
    {
        var accessed = 0.0;
        foreach (var area in pages.Areas)
        {
            if (area.IsOf(kind))
            {
                foreach (ref readonly var unit in pages.UnitsOf(area))
                {
                    accessed += unit.IsPresent && (unit.TouchedNs != 0 || unit.IsUnknown) ? 1UL << area.Order : 0;
                }
            }
        }

        return accessed;
    }
}
