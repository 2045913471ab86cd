using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Splitting of regions at random places (the kernel's <c>damon_split_regions_of</c>).</summary>
internal static class RegionSplitting
{
    private const int MostPieces = 8;

    /// <summary>Cuts <paramref name="region"/>, which keeps the left <paramref name="leftSize"/> bytes, and returns the right piece. Both keep what was seen.</summary>
    public static Region SplitAt(ref Region region, ulong leftSize)
    {
        var right = region;
        region.End = region.Start + leftSize;
        right.Start = region.End;
        return right;
    }

    /// <summary>
    /// Adds the pieces of <paramref name="region"/> to <paramref name="to"/> in address order: at most
    /// <paramref name="pieces"/>, each cut leaving 10 to 90 % on the left, which is cut again.
    /// </summary>
    public static void Split(Region region, int pieces, ulong minSize, IRandomSource random, RegionList to)
    {
        Span<Region> right = stackalloc Region[MostPieces];
        var cuts = 0;
        for (var i = 1; i < Math.Min(pieces, MostPieces) && CanSplit(region, minSize); i++)
        {
            var left = Pages.AlignDown(region.Size * random.Between(1, 10) / 10, minSize);
            if (left > 0 && left < region.Size)
            {
                right[cuts++] = SplitAt(ref region, left);
            }
        }

        to.Add(region);
        while (cuts > 0)
        {
            to.Add(right[--cuts]);
        }
    }

    /// <summary>Whether a region is large enough to be split.</summary>
    public static bool CanSplit(in Region region, ulong minSize) => region.Size > 2 * minSize;

    /// <summary>
    /// Copies regions to <paramref name="to"/>, those larger than <paramref name="maxSize"/> cut into pieces of that
    /// size (the kernel's <c>damon_apply_min_nr_regions</c>), so that there are as many as asked for at least.
    /// </summary>
    /// <param name="from">The regions.</param>
    /// <param name="maxSize">Size of a piece, bytes.</param>
    /// <param name="room">How many regions may be added; less by those that were.</param>
    /// <param name="to">Receives the regions.</param>
    public static void SplitAbove(RegionList from, ulong maxSize, ref int room, RegionList to)
    {
        to.Clear();
        foreach (var region in from.Span)
        {
            var rest = region;
            for (; rest.Size > maxSize && room > 0; room--)
            {
                var left = rest;
                rest = SplitAt(ref left, maxSize);
                to.Add(left);
            }

            to.Add(rest);
        }
    }
}
