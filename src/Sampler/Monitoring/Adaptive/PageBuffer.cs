using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>The addresses of one call, and which pages they are. Grows, never shrinks its memory.</summary>
internal sealed class PageBuffer(IPageOperations operations)
{
    private ulong[] _addresses = [];
    private int[] _places = [];
    private PageSight[] _sights = [];
    private int _count;
    private int _looks;

    /// <summary>Pages taken.</summary>
    public int Count => _count;

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
    /// <param name="place">Where it is among the pages.</param>
    /// <param name="page">The page.</param>
    public void Add(int place, in WatchedPage page)
    {
        if (_count == _addresses.Length)
        {
            Array.Resize(ref _addresses, Math.Max(64, _count * 2));
            Array.Resize(ref _places, _addresses.Length);
            Array.Resize(ref _sights, _addresses.Length);
        }

        _places[_count] = place;
        _addresses[_count++] = page.Address;
    }

    /// <summary>Takes a page that has to be made old before it tells of accesses.</summary>
    public void AddUnlessOld(int place, in WatchedPage page)
    {
        if (page.Sight is not (PageSight.Idle or PageSight.Absent))
        {
            Add(place, page);
        }
    }

    /// <summary>Looks at the pages taken, and notes it in <paramref name="pages"/>.</summary>
    public void Look(Span<WatchedPage> pages)
    {
        operations.LookAtAll(_addresses.AsSpan(0, _count), _sights);
        _looks += _count;
        for (var i = 0; i < _count; i++)
        {
            // A page that can't be made old looks accessed for ever.
            ref var page = ref pages[_places[i]];
            page.Sight = _sights[i] == PageSight.Accessed && page.Sight is (PageSight.Stuck or PageSight.Shared) ? page.Sight : _sights[i];
        }
    }

    /// <summary>Makes the pages taken old, and notes the outcome in <paramref name="pages"/>.</summary>
    /// <returns>Advices made.</returns>
    public int MakeOld(Span<WatchedPage> pages)
    {
        var advices = operations.MakeAllOld(_addresses.AsSpan(0, _count), _sights);
        for (var i = 0; i < _count; i++)
        {
            ref var page = ref pages[_places[i]];
            page.Sight = _sights[i] == PageSight.MadeOld ? PageSight.Idle : _sights[i];
            page.IsOwn = page.Sight == PageSight.Idle;
            page.IsTouched |= page.IsRateSample && _sights[i] == PageSight.MadeOld;
        }

        return advices;
    }
}
