using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Client.Tables.Mappings;

/// <summary>How much of each mapping a snapshot finds used, idle and unknown.</summary>
public static class MappingFigures
{
    /// <summary>
    /// One figure for each group of mappings that regions reach into, in address order. A region is divided by the bytes
    /// it shares with a mapping; what it has outside of all counts nowhere, nor does address space that is only reserved
    /// (no permission at all): nobody can access it, so it is not idle. What a region has beside its share touched is
    /// neither accessed nor idle: which pages these are is not known.
    /// </summary>
    /// <param name="snapshot">The snapshot; null for none.</param>
    /// <param name="groups">Mappings of the target at that time.</param>
    /// <param name="thresholdUs">From which time without an access on memory counts as idle, microseconds.</param>
    public static IReadOnlyList<MappingFigure> Of(Snapshot? snapshot, MappingGroups groups, double thresholdUs)
    {
        if (snapshot is null)
        {
            return [];
        }

        var figures = new MappingFigure?[groups.Groups.Count];
        var region = 0;
        for (var i = 0; i < groups.Mappings.Count; i++)
        {
            var mapping = groups.Mappings[i];
            if (mapping.Permissions.StartsWith("---", StringComparison.Ordinal))
            {
                continue;
            }

            while (region < snapshot.Regions.Length && snapshot.Regions[region].End <= mapping.Start)
            {
                region++;
            }

            var group = groups.GroupOf(i);
            for (var r = region; r < snapshot.Regions.Length && snapshot.Regions[r].Start < mapping.End; r++)
            {
                var part = Part(snapshot, r, mapping, thresholdUs) with { Mapping = groups.Groups[group] };
                figures[group] = figures[group] is { } before ? before.Plus(part) : part;
            }
        }

        return [.. figures.OfType<MappingFigure>()];
    }

    private static MappingFigure Part(Snapshot snapshot, int index, Mapping mapping, double thresholdUs)
    {
        var region = snapshot.Regions[index];
        double bytes = Math.Min(region.End, mapping.End) - Math.Max(region.Start, mapping.Start);
        var rate = snapshot.RateOf(index);
        if (rate.Percent is not { } percent)
        {
            return new MappingFigure { MonitoredBytes = bytes, UnknownBytes = bytes };
        }

        var weight = bytes * rate.ObservedShare;
        var part = new MappingFigure { MonitoredBytes = bytes, Weight = weight, WeightedPercent = weight * percent };
        var touched = snapshot.TouchedOf(index);
        if (touched > 0 || WorkingSetSize.Counts(region.NrAccesses))
        {
            return part with { AccessedBytes = touched * bytes };
        }

        var idleUs = snapshot.UnchangedUsOf(index);
        return part with { LongestIdleUs = idleUs, IdleBytes = idleUs >= thresholdUs ? bytes : 0 };
    }
}
