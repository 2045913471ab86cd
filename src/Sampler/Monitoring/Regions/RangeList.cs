using System.Diagnostics.CodeAnalysis;
using Damon.Model.Addresses;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Ranges of addresses, any number of them. Grows, never shrinks its memory: filled again and again it allocates nothing.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Named after what it holds.")]
public sealed class RangeList
{
    private AddressRange[] _items = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The ranges; valid until the next that is added.</summary>
    public ReadOnlySpan<AddressRange> Span => _items.AsSpan(0, Count);

    /// <summary>Adds ranges behind the last one.</summary>
    public void AddRange(ReadOnlySpan<AddressRange> ranges)
    {
        if (Count + ranges.Length > _items.Length)
        {
            Array.Resize(ref _items, Math.Max(Count + ranges.Length, _items.Length * 2));
        }

        ranges.CopyTo(_items.AsSpan(Count));
        Count += ranges.Length;
    }

    /// <summary>Adds a range behind the last one.</summary>
    public void Add(AddressRange range) => AddRange([range]);

    /// <summary>Removes all ranges.</summary>
    public void Clear() => Count = 0;
}
