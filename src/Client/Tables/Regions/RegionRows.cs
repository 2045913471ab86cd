using Damon.Client.Addresses;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Tables.Regions;

/// <summary>Makes lines of a snapshot's regions.</summary>
public static class RegionRows
{
    /// <summary>The regions that share at least a byte with a range, whole, in address order.</summary>
    /// <param name="snapshot">The snapshot; null for none.</param>
    /// <param name="groups">Mappings of the target at that time.</param>
    /// <param name="range">The range; null for all.</param>
    public static RegionRow[] Of(Snapshot? snapshot, MappingGroups groups, AddressRange? range = null)
    {
        if (snapshot is null)
        {
            return [];
        }

        var rows = new List<RegionRow>(snapshot.Regions.Length);
        var first = 0;
        for (var i = 0; i < snapshot.Regions.Length; i++)
        {
            var region = snapshot.Regions[i];
            if (range is { } wanted && (region.End <= wanted.Start || region.Start >= wanted.End))
            {
                continue;
            }

            while (first < groups.Mappings.Count && groups.Mappings[first].End <= region.Start)
            {
                first++;
            }

            rows.Add(Row(snapshot, i, Most(region, groups, first), IsMostlyEmpty(region, groups, first)));
        }

        return [.. rows];
    }

    private static RegionRow Row(Snapshot snapshot, int index, (string? Name, int More) mapping, bool isMostlyEmpty)
    {
        var region = snapshot.Regions[index];
        var rate = snapshot.RateOf(index);
        return new RegionRow(
            new AddressRange(region.Start, region.End),
            mapping.Name,
            mapping.More,
            rate.Percent,
            region.NrAccesses,
            snapshot.MaxNrAccesses,
            snapshot.UnknownOf(index),
            region.Age,
            snapshot.UnchangedUsOf(index))
        {
            IsEmpty = isMostlyEmpty && !(rate.Percent > 0),
        };
    }

    // Nothing is known to be empty where the mappings are not known.
    private static bool IsMostlyEmpty(RegionSample region, MappingGroups groups, int first)
    {
        var accessible = 0UL;
        for (var i = first; i < groups.Mappings.Count && groups.Mappings[i].Start < region.End; i++)
        {
            var mapping = groups.Mappings[i];
            accessible += mapping.Permissions.StartsWith("---", StringComparison.Ordinal) ? 0
                : Math.Min(region.End, mapping.End) - Math.Max(region.Start, mapping.Start);
        }

        return groups.Mappings.Count > 0 && accessible < region.Size - accessible;
    }

    // Mappings of one group are neighbours, so a running sum is enough. Where most of a region is not mapped at all, the name of
    // the little that is would be taken for that of the whole.
    private static (string? Name, int More) Most(RegionSample region, MappingGroups groups, int first)
    {
        var (best, most, current, bytes, count) = (-1, 0UL, -1, 0UL, 0);
        var unmapped = region.Size;
        for (var i = first; i < groups.Mappings.Count && groups.Mappings[i].Start < region.End; i++)
        {
            if (groups.GroupOf(i) != current)
            {
                (current, bytes) = (groups.GroupOf(i), 0);
                count++;
            }

            var shared = Math.Min(region.End, groups.Mappings[i].End) - Math.Max(region.Start, groups.Mappings[i].Start);
            (bytes, unmapped) = (bytes + shared, unmapped - shared);
            if (bytes > most)
            {
                (best, most) = (current, bytes);
            }
        }

        return most < unmapped || most == 0 ? (null, count) : (groups.Groups[best].Name, count - 1);
    }
}
