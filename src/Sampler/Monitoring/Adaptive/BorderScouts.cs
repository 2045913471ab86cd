using System.Runtime.InteropServices;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// Finds where one kind of memory ends and another begins: between unlike neighbours one page is watched, half way between
/// what is known to be like the one and like the other, until it has shown which it is like; then the border moves and the
/// next page is half way again. So a border is exact after about as many clears as halvings, where drawing more pages would
/// take thousands. What regions are like is still told by their samples alone.
/// </summary>
internal sealed class BorderScouts(IPageOperations operations)
{
    /// <summary>Evidence that neighbours are unlike, as for a cut.</summary>
    private const double Unlike = 12;

    /// <summary>Logarithm of the odds at which a page is taken to be like one side: 20 to 1.</summary>
    private const double Sure = 3;

    /// <summary>Part of a neighbour that a border may be off by without being looked for further.</summary>
    private const int FinePart = 256;

    /// <summary>Part of the clears that go to borders, at most.</summary>
    private const double PartOfClears = 0.2;

    private List<Scout> _scouts = [];
    private List<Scout> _spare = [];
    private ulong[] _addresses = [];
    private PageSight[] _sights = [];
    private int[] _places = [];

    /// <summary>Moves borders whose page has shown what it is like, and sends scouts to new ones.</summary>
    /// <param name="strata">In address order, their pages told; borders and pages change in place.</param>
    /// <param name="all">Their pages.</param>
    /// <param name="random">Chance.</param>
    public void Move(Span<Stratum> strata, PageSet all, IRandomSource random)
    {
        _spare.Clear();
        var next = 0;
        for (var i = 0; i + 1 < strata.Length; i++)
        {
            ref var left = ref strata[i];
            ref var right = ref strata[i + 1];
            while (next < _scouts.Count && _scouts[next].Border < left.End)
            {
                next++;
            }

            // One that is under way goes on, however few explorers tell of the neighbours just now.
            var isThere = next < _scouts.Count && _scouts[next].Border == left.End && left.End == right.Start;
            var areUnlike = AreUnlike(left, right);
            if (!isThere && !areUnlike)
            {
                continue;
            }

            var scout = isThere ? _scouts[next] : Send(left, right, all);
            if (areUnlike)
            {
                (scout.LeftShare, scout.RightShare) = (left.ExploredShare, right.ExploredShare);
            }

            if (!scout.IsDone && scout.Judge() && scout.Border != left.End)
            {
                if (scout.Border <= left.Start || scout.Border >= right.End)
                {
                    continue;
                }

                MoveBorder(ref left, ref right, scout.Border, all, random);
            }

            scout.IsDone |= scout.High - scout.Low <= Math.Max(Pages.Size, Math.Min(left.Size, right.Size) / FinePart);
            _spare.Add(scout);
        }

        (_scouts, _spare) = (_spare, _scouts);
    }

    /// <summary>Makes the pages old that wait for it, as far as clears are left.</summary>
    /// <param name="clears">Clears of the interval, for all purposes.</param>
    /// <param name="random">Whose turn it is where not all can be.</param>
    /// <returns>Advices made.</returns>
    public int Arm(double clears, IRandomSource random)
    {
        var waiting = 0;
        foreach (ref readonly var scout in CollectionsMarshal.AsSpan(_scouts))
        {
            waiting += scout.IsDone ? 0 : 1;
        }

        var count = 0;
        var most = Math.Min(waiting, Math.Max(clears >= 1 ? 1 : 0, PartOfClears * clears));
        var scouts = CollectionsMarshal.AsSpan(_scouts);
        Reserve(scouts.Length);
        for (var i = 0; i < scouts.Length; i++)
        {
            ref var scout = ref scouts[i];
            if (scout.IsDone)
            {
                continue;
            }

            // One that is old already waits for nothing.
            if (scout.IsArmed || random.Below((ulong)waiting) < most)
            {
                most -= scout.IsArmed ? 0 : 1;
                (_places[count], _addresses[count++]) = (i, scout.Border);
            }

            waiting--;
        }

        var advices = operations.MakeAllOld(_addresses.AsSpan(0, count), _sights);
        for (var i = 0; i < count; i++)
        {
            ref var scout = ref scouts[_places[i]];
            scout.IsArmed = _sights[i] is PageSight.Idle or PageSight.Absent or PageSight.MadeOld;

            // A page that can't be made old says nothing: the border stays where it is.
            scout.IsDone |= _sights[i] is PageSight.Stuck or PageSight.Shared;
        }

        return advices;
    }

    /// <summary>Takes up what the pages made old say at the end of an aggregation interval; tells how many were looked at.</summary>
    public int Look()
    {
        var scouts = CollectionsMarshal.AsSpan(_scouts);
        var count = 0;
        for (var i = 0; i < scouts.Length; i++)
        {
            if (scouts[i] is { IsArmed: true, IsDone: false })
            {
                (_places[count], _addresses[count++]) = (i, scouts[i].Border);
            }
        }

        operations.LookAtAll(_addresses.AsSpan(0, count), _sights);
        for (var i = 0; i < count; i++)
        {
            ref var scout = ref scouts[_places[i]];
            var accessed = _sights[i] == PageSight.Accessed;
            scout.Trials++;
            scout.Hits += accessed ? 1 : 0;
            scout.IsArmed = !accessed;
        }

        return count;
    }

    /// <summary>The running interval is not looked at: what happens in it counts for nothing.</summary>
    public void Rest()
    {
        foreach (ref var scout in CollectionsMarshal.AsSpan(_scouts))
        {
            scout.IsArmed = false;
        }
    }

    private static bool AreUnlike(in Stratum left, in Stratum right)
        => left.End == right.Start && left.Area == right.Area && !left.IsUnknown && !right.IsUnknown
            && Binomial.Difference(left.ExploredHits, left.Explored, right.ExploredHits, right.Explored) > Unlike;

    // Between the explorers next to the border nothing is known. Either side keeps a page.
    private static Scout Send(in Stratum left, in Stratum right, PageSet all)
    {
        var (low, high) = (left.Start + Pages.Size, right.End - Pages.Size);
        foreach (ref readonly var page in all.Span.Slice(left.FirstPage, left.Pages))
        {
            low = page.IsExplorer && page.Trials > 0 ? Math.Max(low, page.Address + Pages.Size) : low;
        }

        foreach (ref readonly var page in all.Span.Slice(right.FirstPage, right.Pages))
        {
            if (page.IsExplorer && page.Trials > 0)
            {
                high = Math.Min(high, page.Address);
                break;
            }
        }

        return new Scout { Border = left.End, Low = Math.Min(low, left.End), High = Math.Max(high, right.Start) };
    }

    private static void MoveBorder(ref Stratum left, ref Stratum right, ulong border, PageSet all, IRandomSource random)
    {
        if (border > left.End)
        {
            var moved = right;
            (moved.End, moved.Pages) = (border, CountBelow(right, border, all));
            PageDensity.ThinTo(left, moved, all, random);
            left.Pages += moved.Pages;
            (right.FirstPage, right.Pages) = (right.FirstPage + moved.Pages, right.Pages - moved.Pages);
        }
        else
        {
            var kept = CountBelow(left, border, all);
            var moved = left;
            (moved.Start, moved.FirstPage, moved.Pages) = (border, left.FirstPage + kept, left.Pages - kept);
            PageDensity.ThinTo(right, moved, all, random);
            left.Pages = kept;
            (right.FirstPage, right.Pages) = (moved.FirstPage, right.Pages + moved.Pages);
        }

        (left.End, right.Start) = (border, border);
    }

    private static int CountBelow(in Stratum stratum, ulong address, PageSet all)
    {
        var count = 0;
        foreach (ref readonly var page in all.Span.Slice(stratum.FirstPage, stratum.Pages))
        {
            count += page.Address < address ? 1 : 0;
        }

        return count;
    }

    private void Reserve(int count)
    {
        if (_addresses.Length < count)
        {
            (_addresses, _sights, _places) = (new ulong[count * 2], new PageSight[count * 2], new int[count * 2]);
        }
    }

    /// <summary>A border that is looked for. The page watched is the first one behind it.</summary>
    private record struct Scout
    {
        /// <summary>The border now.</summary>
        public ulong Border;

        /// <summary>Pages before it are like those to the left.</summary>
        public ulong Low;

        /// <summary>Pages from it on are like those to the right.</summary>
        public ulong High;

        /// <summary>Share of the memory to the left that is accessed within an interval.</summary>
        public double LeftShare;

        /// <summary>Share of the memory to the right that is accessed within an interval.</summary>
        public double RightShare;

        /// <summary>Intervals in which the page was accessed.</summary>
        public int Hits;

        /// <summary>Intervals in which it was watched.</summary>
        public int Trials;

        /// <summary>Whether the page is old, so that a look tells of the running interval.</summary>
        public bool IsArmed;

        /// <summary>Whether nothing more is to be found here.</summary>
        public bool IsDone;

        /// <summary>Moves the border when the page has shown what it is like; tells whether it has.</summary>
        public bool Judge()
        {
            if (Trials == 0)
            {
                return false;
            }

            var odds = (Hits * Math.Log(LeftShare / RightShare)) + ((Trials - Hits) * Math.Log((1 - LeftShare) / (1 - RightShare)));
            if (Math.Abs(odds) < Sure)
            {
                return false;
            }

            (Low, High) = odds > 0 ? (Border + Pages.Size, High) : (Low, Border);
            Border = Pages.AlignUp(Low + ((High - Low) / 2), Pages.Size);
            (Hits, Trials, IsArmed) = (0, 0, false);
            return true;
        }
    }
}
