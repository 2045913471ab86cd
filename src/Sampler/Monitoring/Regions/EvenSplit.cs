using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>The regions a target starts with.</summary>
internal static class EvenSplit
{
    /// <summary>
    /// Cuts <paramref name="range"/> into <paramref name="pieces"/> of one size, the last one takes the remainder.
    /// False, and nothing added, when there are no pieces or a piece would be smaller than <paramref name="minSize"/>.
    /// </summary>
    public static bool TrySplit(AddressRange range, ulong pieces, ulong minSize, RegionList regions)
    {
        var size = pieces == 0 ? 0 : Pages.AlignDown(range.Size / pieces, minSize);
        if (size == 0)
        {
            return false;
        }

        var start = range.Start;
        for (var piece = 1UL; piece < pieces; piece++, start += size)
        {
            regions.Add(new Region(start, start + size));
        }

        regions.Add(new Region(start, range.End));
        return true;
    }

    /// <summary>
    /// Replaces <paramref name="regions"/> by an even split of <paramref name="ranges"/> into pieces of about the
    /// whole size / <paramref name="minRegions"/>.
    /// </summary>
    public static void Start(ReadOnlySpan<AddressRange> ranges, int minRegions, ulong minSize, RegionList regions)
    {
        regions.Clear();
        var total = 0UL;
        foreach (var range in ranges)
        {
            total += range.Size;
        }

        var size = Math.Max(minSize, total / (ulong)minRegions);
        foreach (var range in ranges)
        {
            if (range.Size > 0 && !TrySplit(range, range.Size / size, minSize, regions))
            {
                regions.Add(new Region(range.Start, range.End));
            }
        }
    }
}
