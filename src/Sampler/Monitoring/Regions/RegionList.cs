using System.Diagnostics.CodeAnalysis;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Regions of one target in address order, never overlapping. Grows, never shrinks its memory.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Named after what it holds.")]
internal sealed class RegionList
{
    private Region[] _items = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The regions; valid until the next <see cref="Add"/>.</summary>
    public Span<Region> Span => _items.AsSpan(0, Count);

    /// <summary>Bytes in all regions.</summary>
    public ulong TotalSize
    {
        get
        {
            var total = 0UL;
            foreach (ref readonly var region in Span)
            {
                total += region.Size;
            }

            return total;
        }
    }

    /// <summary>Adds a region behind the last one.</summary>
    public void Add(in Region region)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(16, _items.Length * 2));
        }

        _items[Count++] = region;
    }

    /// <summary>Keeps the first <paramref name="count"/> regions.</summary>
    public void Truncate(int count) => Count = Math.Min(Count, count);

    /// <summary>Removes all regions.</summary>
    public void Clear() => Count = 0;
}
