using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>What the pages of one mapping say together.</summary>
internal static class PanelTally
{
    /// <summary>Counts, and notes how much of the mapping is present.</summary>
    /// <param name="area">The mapping.</param>
    /// <param name="units">Its pages, just looked at.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="cycleNs">The present cycle.</param>
    public static PanelPiece Of(PanelArea area, ReadOnlySpan<PanelUnit> units, long nowNs, long cycleNs)
    {
        var within = new int[IdleScale.AgesS.Count];
        var (drawn, present, known) = (0, 0, 0);
        var (hasSharers, block) = (false, ulong.MaxValue);
        foreach (ref readonly var unit in units)
        {
            drawn += !unit.IsHuge || unit.Address / PanelUnit.HugePageBytes != block ? 1 : 0;
            block = unit.IsHuge ? unit.Address / PanelUnit.HugePageBytes : block;
            if (!unit.IsPresent)
            {
                continue;
            }

            present++;
            hasSharers |= unit.IsShared && area.IsShared;
            if (unit.IsUnknown || unit.ArmedNs == 0)
            {
                continue;
            }

            known++;
            for (var age = 0; age < within.Length; age++)
            {
                within[age] += PanelAges.IsWithin(unit, age, nowNs, cycleNs) ? 1 : 0;
            }
        }

        area.Count(present, area.Units);

        // What one process does not access of a mapping that others have, too, they may.
        known = hasSharers ? 0 : known;
        return new PanelPiece(area.Range, 1 << area.Order, drawn, Groups(within, known), present - known);
    }

    // Each age is told by looks of its own: the counts of those within it may differ by chance in the wrong direction.
    private static int[] Groups(int[] within, int known)
    {
        var groups = new int[IdleScale.Counts];
        var before = 0;
        for (var age = 0; age < within.Length; age++)
        {
            var until = Math.Min(known, Math.Max(before, within[age]));
            groups[age] = until - before;
            before = until;
        }

        groups[^1] = known - before;
        return groups;
    }
}
