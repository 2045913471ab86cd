using System.Diagnostics.CodeAnalysis;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Pages in address order. Grows, never shrinks its memory.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "Named after what it holds.")]
internal sealed class PageSet
{
    private WatchedPage[] _items = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>The pages; valid until the next <see cref="Add"/>.</summary>
    public Span<WatchedPage> Span => _items.AsSpan(0, Count);

    /// <summary>Adds a page behind the last one.</summary>
    public void Add(in WatchedPage page)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(64, _items.Length * 2));
        }

        _items[Count++] = page;
    }

    /// <summary>Removes all pages.</summary>
    public void Clear() => Count = 0;

    /// <summary>
    /// Puts the pages from <paramref name="from"/> on into order, one for each address and role: what is an explorer must not
    /// be kept from being drawn for the others.
    /// </summary>
    public void Arrange(int from)
    {
        var pages = Span[from..];
        pages.Sort();
        var last = 0;
        for (var i = 1; i < pages.Length; i++)
        {
            if (pages[i].Address != pages[last].Address || pages[i].IsExplorer != pages[last].IsExplorer)
            {
                pages[++last] = pages[i];
            }
        }

        Count = pages.IsEmpty ? from : from + last + 1;
    }
}
