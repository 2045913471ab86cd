using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>What sweeps have made old of a panel's pages.</summary>
internal sealed class PanelSweeps(PanelPages pages)
{
    /// <summary>Of private memory, as much must be shared for the pages that come into the panel to be taken as such.</summary>
    private const double NearlyAll = 0.9;

    private const int FewestShared = 8;

    /// <summary>Time between two sweeps, nanoseconds; 0 without them.</summary>
    public long Ns { get; private set; }

    /// <summary>A sweep has made everything of a kind old; after a look at all pages.</summary>
    /// <param name="kind">What it has gone through.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="sweepNs">Time until the next one, about.</param>
    /// <param name="cycleNs">The present cycle of pages that advice makes old.</param>
    public void Swept(SweepKind kind, long nowNs, long sweepNs, long cycleNs)
    {
        Ns = sweepNs;
        foreach (var area in pages.Areas)
        {
            (area.SweptNs, area.IsAllSwept) = (0, false);
            if (area.IsOf(kind))
            {
                Swept(area, nowNs, cycleNs);
            }
        }
    }

    /// <summary>What the last sweep left in the processors has been flushed: from now on accesses are seen for certain.</summary>
    public void Flushed(long nowNs)
    {
        foreach (var area in pages.Areas)
        {
            area.SweptNs = area.SweptNs == 0 ? 0 : nowNs;
        }

        foreach (ref var unit in pages.Units)
        {
            unit.Flushed(nowNs);
        }
    }

    /// <summary>There are no sweeps any more: what only they made old is unknown.</summary>
    public void End()
    {
        Ns = 0;
        foreach (var area in pages.Areas)
        {
            (area.SweptNs, area.IsAllSwept) = (0, false);
        }

        foreach (ref var unit in pages.Units)
        {
            unit.EndSweeps();
        }
    }

    private void Swept(PanelArea area, long nowNs, long cycleNs)
    {
        var units = pages.UnitsOf(area);

        var (shared, known) = (0, 0);
        foreach (ref readonly var unit in units)
        {
            shared += unit is { IsPresent: true, IsShared: true } ? 1 : 0;
            known += unit is { IsPresent: true, ArmedNs: not 0 } ? 1 : 0;
        }

        // Of a shared mapping others have all pages or none; of private memory after a fork what has not been written since.
        area.SweptNs = nowNs;
        area.IsAllSwept = area.IsShared ? shared > 0 : shared >= FewestShared && shared >= NearlyAll * known;
        foreach (ref var unit in units)
        {
            if (unit.IsPresent)
            {
                unit.IsShared |= area.IsAllSwept && (area.IsShared || unit.ArmedNs == 0);
                unit.Sweep(nowNs, cycleNs);
            }
        }
    }
}
