using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring;

/// <summary>Keeps the regions of a session few and telling: joins what is alike, splits to find what is not.</summary>
internal sealed class RegionAdjustment(IRandomSource random)
{
    private int _countAtLastSplit;

    /// <summary>The largest size of a joined region: so small that there are <paramref name="minRegions"/> at least.</summary>
    public static ulong SizeLimit(List<Target> targets, int minRegions)
    {
        var total = 0UL;
        foreach (var target in targets)
        {
            total += target.Regions.TotalSize;
        }

        return Math.Max(Pages.Size, total / (ulong)minRegions);
    }

    /// <summary>Regions of all targets.</summary>
    public static int Count(List<Target> targets)
    {
        var count = 0;
        foreach (var target in targets)
        {
            count += target.Regions.Count;
        }

        return count;
    }

    /// <summary>
    /// Ages every region once and joins the alike ones. While there are more than <paramref name="maxRegions"/>, the
    /// threshold is doubled and joining repeated (the kernel ages at every repetition, which makes regions look older
    /// than they are). Where even the coarsest threshold leaves too many, the size limit gives way. Joining stops at
    /// <paramref name="minRegions"/>: a region grown beyond the limit by a mapping change must not cost the others.
    /// </summary>
    public static void Merge(List<Target> targets, ulong sizeLimit, int minRegions, int maxRegions, int maxNrAccesses, long startUs = 0)
    {
        var threshold = HighestNrAccesses(targets) / 10;
        foreach (var target in targets)
        {
            RegionMerging.Age(target.Regions, threshold, maxNrAccesses, startUs);
        }

        int count;
        do
        {
            count = Count(targets);
            foreach (var target in targets)
            {
                count -= RegionMerging.Merge(target.Regions, threshold, sizeLimit, maxNrAccesses, Math.Max(0, count - minRegions));
            }

            threshold = threshold > int.MaxValue / 2 ? int.MaxValue : Math.Max(1, threshold * 2);
        }
        while (count > maxRegions && threshold / 2 < maxNrAccesses);

        Bound(targets, sizeLimit, maxRegions, maxNrAccesses);
    }

    /// <summary>Joins neighbours, however different, until there are no more than <paramref name="maxRegions"/>; small ones first.</summary>
    public static void Bound(List<Target> targets, ulong sizeLimit, int maxRegions, int maxNrAccesses)
    {
        var excess = Count(targets) - maxRegions;
        for (var limit = sizeLimit; excess > 0 && limit < ulong.MaxValue / 2; limit += (limit / 8) + 1)
        {
            foreach (var target in targets)
            {
                excess -= RegionMerging.Merge(target.Regions, int.MaxValue, limit, maxNrAccesses, excess);
            }
        }
    }

    /// <summary>Splits regions larger than <paramref name="sizeLimit"/>, as far as <paramref name="maxRegions"/> leaves room.</summary>
    public static void SplitAbove(List<Target> targets, ulong sizeLimit, int maxRegions)
    {
        var room = maxRegions - Count(targets);
        foreach (var target in targets)
        {
            target.SplitAbove(Pages.AlignUp(sizeLimit, Pages.Size), ref room);
        }
    }

    /// <summary>
    /// Splits regions in two, or in three when the last splits found nothing. Above half of the bound only as many as
    /// there is room for (older kernels stop there, and a session can be stuck with the regions it has).
    /// </summary>
    public void Split(List<Target> targets, int maxRegions)
    {
        var count = Count(targets);
        if (count >= maxRegions)
        {
            return;
        }

        // Maybe the middle of the regions is accessed differently.
        var pieces = count == _countAtLastSplit && count < maxRegions / 3 ? 3 : 2;
        _countAtLastSplit = count;
        var choice = new SplitChoice(count, pieces == 3 ? count : maxRegions - count);
        foreach (var target in targets)
        {
            target.Split(pieces, ref choice, random);
        }
    }

    private static int HighestNrAccesses(List<Target> targets)
    {
        var highest = 0;
        foreach (var target in targets)
        {
            foreach (ref readonly var region in target.Regions.Span)
            {
                highest = Math.Max(highest, region.NrAccesses);
            }
        }

        return highest;
    }
}
