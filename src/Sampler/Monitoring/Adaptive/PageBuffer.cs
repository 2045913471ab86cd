namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>The addresses of one call, and which pages they are. Grows, never shrinks its memory.</summary>
internal sealed class PageBuffer(IPageOperations operations)
{
    private ulong[] _addresses = [];
    private PageSight[] _sights = [];
    private int _count;
    private int _looks;

    /// <summary>Begins anew.</summary>
    public void Clear() => _count = 0;

    /// <summary>Pages looked at since the last call.</summary>
    public int TakeLooks()
    {
        var looks = _looks;
        _looks = 0;
        return looks;
    }

    /// <summary>Takes a page; pages must come in address order.</summary>
    public void Add(in WatchedPage page)
    {
        if (_count == _addresses.Length)
        {
            Array.Resize(ref _addresses, Math.Max(64, _count * 2));
            Array.Resize(ref _sights, _addresses.Length);
        }

        _addresses[_count++] = page.Address;
    }

    /// <summary>Takes a page on a condition.</summary>
    public void AddIf(bool condition, in WatchedPage page)
    {
        if (condition)
        {
            Add(page);
        }
    }

    /// <summary>Takes a page that has to be made old before it tells of accesses.</summary>
    public void AddUnlessOld(in WatchedPage page) => AddIf(page.Sight is not (PageSight.Idle or PageSight.Absent), page);

    /// <summary>Looks at the pages taken, and notes it in those among <paramref name="pages"/>.</summary>
    public void Look(Span<WatchedPage> pages)
    {
        for (var from = 0; from < _count; from += operations.MostPages)
        {
            var length = Math.Min(operations.MostPages, _count - from);
            operations.Look(_addresses.AsSpan(from, length), _sights.AsSpan(from, length));
        }

        _looks += _count;
        var next = 0;
        foreach (ref var page in pages)
        {
            if (next < _count && page.Address == _addresses[next])
            {
                // A page that can't be made old looks accessed for ever.
                var sight = _sights[next++];
                page.Sight = sight == PageSight.Accessed && page.Sight is (PageSight.Stuck or PageSight.Shared) ? page.Sight : sight;
            }
        }
    }

    /// <summary>Makes the pages taken old, and notes the outcome in those among <paramref name="pages"/>.</summary>
    /// <returns>Advices made.</returns>
    public int MakeOld(Span<WatchedPage> pages)
    {
        var advices = 0;
        for (var from = 0; from < _count; from += operations.MostPages)
        {
            var length = Math.Min(operations.MostPages, _count - from);
            advices += operations.MakeOld(_addresses.AsSpan(from, length), _sights.AsSpan(from, length));
        }

        var next = 0;
        foreach (ref var page in pages)
        {
            if (next < _count && page.Address == _addresses[next])
            {
                page.Sight = _sights[next++];
            }
        }

        return advices;
    }
}
