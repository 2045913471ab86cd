using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>What sweeps have made old of a panel's pages.</summary>
internal sealed class PanelSweeps(PanelPages pages)
{
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
            (area.IsSwept, area.SweptNs) = (area.IsOf(kind), 0);
            if (area.IsSwept)
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
            (area.IsSwept, area.SweptNs) = (false, 0);
        }

        foreach (ref var unit in pages.Units)
        {
            unit.EndSweeps();
        }
    }

    private void Swept(PanelArea area, long nowNs, long cycleNs)
    {
        var units = pages.UnitsOf(area);

        // Of a shared mapping others have all pages or none.
        var areShared = false;
        foreach (ref readonly var unit in units)
        {
            areShared |= area.IsShared && unit.IsShared;
        }

        area.SweptNs = areShared ? nowNs : 0;
        foreach (ref var unit in units)
        {
            if (unit.IsPresent)
            {
                unit.IsShared |= areShared;
                unit.Sweep(nowNs, cycleNs);
            }
        }
    }
}
