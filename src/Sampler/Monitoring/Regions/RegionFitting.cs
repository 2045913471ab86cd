using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Fits regions to the areas to monitor when mappings have changed (the kernel's <c>damon_set_regions</c>).</summary>
internal static class RegionFitting
{
    /// <summary>
    /// Writes to <paramref name="to"/> what becomes of <paramref name="from"/>: regions outside every range go, the
    /// first and last region of a range are clipped or extended to it, holes are filled, a range without regions gets
    /// one. What a region has seen stays with it; but what is new in one that is extended is not said to be as old as it.
    /// </summary>
    /// <param name="from">The regions so far.</param>
    /// <param name="ranges">The new ranges in address order.</param>
    /// <param name="minSize">Unit of alignment, bytes.</param>
    /// <param name="unseen">Samples of the running aggregation interval that a new region has missed.</param>
    /// <param name="to">Receives the regions; not the same list as <paramref name="from"/>.</param>
    public static void Fit(RegionList from, ReadOnlySpan<AddressRange> ranges, ulong minSize, int unseen, RegionList to)
    {
        to.Clear();
        var old = from.Span;
        var next = 0;
        foreach (var unaligned in ranges)
        {
            var range = new AddressRange(Pages.AlignDown(unaligned.Start, minSize), Pages.AlignUp(unaligned.End, minSize));
            if (range.Size == 0)
            {
                continue;
            }

            while (next < old.Length && old[next].End <= range.Start)
            {
                next++;
            }

            var cursor = range.Start;
            while (next < old.Length && old[next].Start < range.End)
            {
                var region = old[next];
                if (cursor == range.Start)
                {
                    region.SinceUs = region.Start > cursor ? 0 : region.SinceUs;
                    region.Start = cursor;
                }
                else if (region.Start > cursor)
                {
                    to.Add(new Region(cursor, region.Start) { NrUnknown = unseen });
                }

                region.End = Math.Min(region.End, range.End);
                cursor = region.End;
                to.Add(region);
                if (old[next].End > range.End)
                {
                    // The rest of it may lie in the next range.
                    break;
                }

                next++;
            }

            if (cursor == range.Start)
            {
                to.Add(new Region(range.Start, range.End) { NrUnknown = unseen });
            }
            else
            {
                ref var last = ref to.Span[^1];
                last.SinceUs = last.End < range.End ? 0 : last.SinceUs;
                last.End = range.End;
            }
        }
    }
}
