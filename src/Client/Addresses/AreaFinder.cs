using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;

namespace Damon.Client.Addresses;

/// <summary>Finds which addresses the axis shows.</summary>
public static class AreaFinder
{
    /// <summary>At most this many bands, so that each stays big enough to be seen: a program of many threads has as many arenas.</summary>
    public const int MostBands = 32;

    /// <summary>More areas than these are not all kept apart.</summary>
    private const int MostAreas = 8;

    /// <summary>Holes smaller than this are never cut out, bytes.</summary>
    private const ulong SmallestHole = 1 << 20;

    /// <summary>Contiguous runs of a snapshot's regions.</summary>
    public static IReadOnlyList<AddressRange> Areas(IEnumerable<RegionSample> regions)
        => AddressRanges.Union(regions.Select(r => new AddressRange(r.Start, r.End)));

    /// <summary>What a process can access of its mappings, as contiguous runs; reserved address space (no permission at all) is left out.</summary>
    public static IReadOnlyList<AddressRange> Accessible(IEnumerable<Mapping> mappings)
        => AddressRanges.Union(mappings.Where(m => !m.Permissions.StartsWith("---", StringComparison.Ordinal)).Select(m => new AddressRange(m.Start, m.End)));

    /// <summary>The parts of <paramref name="areas"/> that <paramref name="accessible"/> covers, with small holes left in.</summary>
    /// <remarks>
    /// Runtimes reserve address space by the hundred gigabytes inside the mapping area. Drawn to scale, what is in use
    /// would vanish, so holes that would take more than a sliver of the axis are cut out, biggest first. Between areas there
    /// is always a cut, unless there are so many that their cuts would leave no room: then the gaps between them are holes
    /// like any other.
    /// </remarks>
    public static IReadOnlyList<AddressRange> CutHoles(IReadOnlyList<AddressRange> areas, IReadOnlyList<AddressRange> accessible)
    {
        var pieces = AddressRanges.Intersect(areas, accessible);
        if (pieces.Count == 0)
        {
            pieces = areas;
        }

        if (pieces.Count == 0)
        {
            return pieces;
        }

        var shown = pieces.Aggregate(0UL, (sum, p) => sum + p.Size);
        var cuts = new HashSet<int>();
        var fixedCuts = areas.Count > MostAreas ? [] : Enumerable.Range(0, pieces.Count - 1).Where(i => !SameArea(areas, pieces[i], pieces[i + 1])).ToHashSet();
        var holes = Enumerable.Range(0, pieces.Count - 1).Except(fixedCuts)
            .Select(i => (Index: i, Size: pieces[i + 1].Start - pieces[i].End))
            .OrderByDescending(h => h.Size);
        foreach (var (index, size) in holes)
        {
            if (size < SmallestHole || size < shown / 40 || cuts.Count + fixedCuts.Count >= MostBands - 1)
            {
                break;
            }

            cuts.Add(index);
        }

        cuts.UnionWith(fixedCuts);
        var result = new List<AddressRange>();
        var start = pieces[0].Start;
        for (var i = 0; i < pieces.Count; i++)
        {
            if (i == pieces.Count - 1 || cuts.Contains(i))
            {
                result.Add(new AddressRange(start, pieces[i].End));
                start = i + 1 < pieces.Count ? pieces[i + 1].Start : 0;
            }
        }

        return result;
    }

    private static bool SameArea(IReadOnlyList<AddressRange> areas, AddressRange low, AddressRange high)
        => areas.Any(a => low.Start >= a.Start && high.End <= a.End);
}
