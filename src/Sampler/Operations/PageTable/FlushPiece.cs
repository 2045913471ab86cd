using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Operations.PageTable;

/// <summary>A piece of memory by which to flush: the kernel flushes a whole process when what advice made old reaches over more than 33 pages.</summary>
internal static class FlushPiece
{
    /// <summary>Pages from the first to the last that are more than the kernel flushes one by one (<c>tlb_single_page_flush_ceiling</c>), and some.</summary>
    internal const int FewestPages = 40;

    /// <summary>Finds the shortest that has accessed pages at both ends: it takes the fewest pages from what was known to be accessed.</summary>
    /// <param name="slots">Surveyed pages, side by side.</param>
    /// <param name="piece">The piece.</param>
    internal static bool TryFind(ReadOnlySpan<SampleSlot> slots, out AddressRange piece)
    {
        piece = default;
        var (first, next, best) = (-1, 0, int.MaxValue);
        for (var last = 0; last < slots.Length; last++)
        {
            if (slots[last].Prepared != PageState.Absent && slots[last].ColdPages != 1)
            {
                // Advice over a part of a large folio splits it, accessed or not.
                (first, next) = (-1, last + 1);
                continue;
            }

            for (; next <= last - FewestPages; next++)
            {
                first = IsYoung(slots[next]) ? next : first;
            }

            if (first >= 0 && last - first < best && IsYoung(slots[last]))
            {
                best = last - first;
                piece = new AddressRange(slots[first].Check, slots[last].Check + Pages.Size);
            }
        }

        return best != int.MaxValue;
    }

    private static bool IsYoung(in SampleSlot slot) => slot is { Checked: PageState.Young, Prepared: PageState.Young };
}
