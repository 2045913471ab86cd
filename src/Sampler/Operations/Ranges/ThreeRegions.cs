using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Operations.Ranges;

/// <summary>
/// Finds the areas to monitor in an address space: what lies between its mappings' two biggest gaps (the kernel's
/// <c>__damon_va_three_regions</c>). The gaps between heap, mmap area and stack are so much bigger than all memory
/// that most samples would fall into them. Feed it the mappings in address order.
/// </summary>
internal struct ThreeRegions
{
    private ulong _start;
    private ulong _end;
    private AddressRange _first;
    private AddressRange _second;
    private bool _any;

    /// <summary>Takes the next mapping; it must not start below the end of the one before.</summary>
    public void Add(ulong mappingStart, ulong mappingEnd)
    {
        if (!_any)
        {
            _any = true;
            _start = mappingStart;
        }
        else
        {
            AddGap(new AddressRange(_end, mappingStart));
        }

        _end = mappingEnd;
    }

    /// <summary>Writes the three ranges in address order; false when there are no two gaps.</summary>
    /// <param name="ranges">Room for three.</param>
    /// <param name="minSize">Unit of alignment, bytes.</param>
    public readonly bool TryFinish(Span<AddressRange> ranges, ulong minSize = Pages.Size)
        => _any && TryCut(new AddressRange(_start, _end), _first, _second, ranges, minSize);

    /// <summary>Cuts <paramref name="whole"/> at two gaps, whichever of them comes first; false when one is empty.</summary>
    public static bool TryCut(AddressRange whole, AddressRange gap, AddressRange otherGap, Span<AddressRange> ranges, ulong minSize = Pages.Size)
    {
        if (gap.Size == 0 || otherGap.Size == 0)
        {
            return false;
        }

        var (low, high) = gap.Start < otherGap.Start ? (gap, otherGap) : (otherGap, gap);
        ranges[0] = Align(whole.Start, low.Start);
        ranges[1] = Align(low.End, high.Start);
        ranges[2] = Align(high.End, whole.End);
        return true;

        AddressRange Align(ulong from, ulong to) => new(Pages.AlignUp(from, minSize), Pages.AlignUp(to, minSize));
    }

    // Strictly bigger, so that of equal gaps the lower ones win.
    private void AddGap(AddressRange gap)
    {
        if (gap.Size > _first.Size)
        {
            _second = _first;
            _first = gap;
        }
        else if (gap.Size > _second.Size)
        {
            _second = gap;
        }
    }
}
