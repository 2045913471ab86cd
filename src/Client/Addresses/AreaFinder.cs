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

        var cuts = areas.Count > MostAreas ? [] : Enumerable.Range(0, pieces.Count - 1).Where(i => !SameArea(areas, pieces[i], pieces[i + 1])).ToHashSet();
        var sizes = Sums(pieces);
        foreach (var index in Enumerable.Range(0, pieces.Count - 1).Except(cuts).OrderByDescending(i => Hole(pieces, i)).ToArray())
        {
            if (Hole(pieces, index) < SmallestHole || cuts.Count >= MostBands - 1)
            {
                break;
            }

            if (IsLarge(Hole(pieces, index), index, sizes, cuts))
            {
                cuts.Add(index);
            }
        }

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

    private static ulong Hole(IReadOnlyList<AddressRange> pieces, int index) => pieces[index + 1].Start - pieces[index].End;

    // Of the whole axis a sliver is large; of a band that is drawn higher than its size is, because it would not be seen
    // otherwise, a part of the band is.
    private static bool IsLarge(ulong hole, int index, ulong[] sizes, HashSet<int> cuts)
    {
        var from = index;
        var to = index + 1;
        while (from > 0 && !cuts.Contains(from - 1))
        {
            from--;
        }

        while (to < sizes.Length - 2 && !cuts.Contains(to))
        {
            to++;
        }

        var (shown, band) = (sizes[^1], sizes[to + 1] - sizes[from]);
        return hole >= shown / 40 || (band < shown / 20 && hole >= band / 4);
    }

    // Of each piece the size of all before it; last the size of all.
    private static ulong[] Sums(IReadOnlyList<AddressRange> pieces)
    {
        var sums = new ulong[pieces.Count + 1];
        for (var i = 0; i < pieces.Count; i++)
        {
            sums[i + 1] = sums[i] + pieces[i].Size;
        }

        return sums;
    }

    private static bool SameArea(IReadOnlyList<AddressRange> areas, AddressRange low, AddressRange high)
        => areas.Any(a => low.Start >= a.Start && high.End <= a.End);
}
