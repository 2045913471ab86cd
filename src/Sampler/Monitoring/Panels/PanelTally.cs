using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>What the pages of one mapping say together.</summary>
internal static class PanelTally
{
    /// <summary>Counts, and notes how much of the mapping is present.</summary>
    /// <param name="area">The mapping.</param>
    /// <param name="units">Its pages, just looked at.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="cycles">The present cycles.</param>
    public static PanelPiece Of(PanelArea area, ReadOnlySpan<PanelUnit> units, long nowNs, PanelCycles cycles)
    {
        var counts = new PanelCounts();
        var (drawn, present) = (0, 0);
        var (hasSharers, block) = (false, ulong.MaxValue);
        foreach (ref readonly var unit in units)
        {
            drawn += !unit.IsHuge || unit.Address / PanelUnit.HugePageBytes != block ? 1 : 0;
            block = unit.IsHuge ? unit.Address / PanelUnit.HugePageBytes : block;
            if (unit.IsPresent)
            {
                present++;
                hasSharers |= unit.IsShared && area.IsShared;
                counts.Add(PanelAges.Of(unit, nowNs, cycles.Of(unit)));
            }
        }

        area.Count(present, area.Units);
        (area.Drawn, area.IsBlind) = (drawn, hasSharers && area.SweptNs == 0);
        return (area.IsBlind ? PanelCounts.AllUnknown(present) : counts).ToPiece(area);
    }
}
