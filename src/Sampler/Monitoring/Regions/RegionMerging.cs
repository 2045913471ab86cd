namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Aging and joining of neighbouring regions (the kernel's <c>damon_merge_regions_of</c>).</summary>
internal static class RegionMerging
{
    /// <summary>
    /// One aggregation interval more for every region whose access frequency has stayed within
    /// <paramref name="threshold"/>, a new beginning for the others. To be done once an aggregation.
    /// </summary>
    /// <param name="regions">The regions.</param>
    /// <param name="threshold">Largest difference, in accesses.</param>
    /// <param name="maxNrAccesses">Samples of an aggregation interval.</param>
    /// <param name="startUs">Start of the aggregation interval, Unix microseconds: from then on a new beginning counts.</param>
    public static void Age(RegionList regions, int threshold, int maxNrAccesses, long startUs = 0)
    {
        foreach (ref var region in regions.Span)
        {
            var same = IsUnobserved(region, maxNrAccesses)
                ? region.LastNrAccesses == Region.NotObserved
                : region.LastNrAccesses != Region.NotObserved
                    && Math.Abs(region.NrAccesses - region.LastNrAccesses) <= threshold;
            region.Age = same ? region.Age + 1 : 0;
            region.SinceUs = same && region.SinceUs != 0 ? region.SinceUs : startUs;
        }
    }

    /// <summary>
    /// Joins neighbours that touch, differ by at most <paramref name="threshold"/> accesses and are not larger than
    /// <paramref name="sizeLimit"/> together. Regions of which nothing was observed are joined among themselves only:
    /// they have no access frequency to average.
    /// </summary>
    /// <param name="regions">Rewritten in place.</param>
    /// <param name="threshold">Largest difference, in accesses.</param>
    /// <param name="sizeLimit">Largest size of a joined region, bytes.</param>
    /// <param name="maxNrAccesses">Samples of an aggregation interval.</param>
    /// <param name="joins">Most joins to make.</param>
    /// <returns>Joins made.</returns>
    public static int Merge(RegionList regions, int threshold, ulong sizeLimit, int maxNrAccesses, int joins = int.MaxValue)
    {
        var span = regions.Span;
        if (span.IsEmpty)
        {
            return 0;
        }

        var last = 0;
        for (var i = 1; i < span.Length; i++)
        {
            ref var left = ref span[last];
            ref var right = ref span[i];
            if (i - last <= joins
                && left.End == right.Start
                && Math.Abs(left.NrAccesses - right.NrAccesses) <= threshold
                && right.End - left.Start <= sizeLimit
                && IsUnobserved(left, maxNrAccesses) == IsUnobserved(right, maxNrAccesses))
            {
                Join(ref left, right);
            }
            else
            {
                span[++last] = right;
            }
        }

        var joined = span.Length - last - 1;
        regions.Truncate(last + 1);
        return joined;
    }

    /// <summary>Extends <paramref name="left"/> over its right neighbour; counts become size-weighted averages, and it is unchanged only since both are.</summary>
    public static void Join(ref Region left, in Region right)
    {
        // Weights in pages where sizes are large: a day of samples times an address space does not fit 64 bits.
        var total = left.Size + right.Size;
        var shift = total >= 1UL << 34 ? 12 : 0;
        var leftWeight = left.Size >> shift;
        var rightWeight = right.Size >> shift;
        left.NrAccesses = Average(left.NrAccesses, right.NrAccesses);
        left.NrUnknown = Average(left.NrUnknown, right.NrUnknown);
        left.Age = Average(left.Age, right.Age);
        left.SinceUs = Math.Max(left.SinceUs, right.SinceUs);
        left.End = right.End;

        int Average(int a, int b)
            => (int)((((ulong)a * leftWeight) + ((ulong)b * rightWeight)) / (leftWeight + rightWeight));
    }

    private static bool IsUnobserved(in Region region, int maxNrAccesses) => AccessCount.IsUnobserved(region.NrUnknown, maxNrAccesses);
}
