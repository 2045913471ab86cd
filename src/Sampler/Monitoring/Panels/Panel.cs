using System.Runtime.InteropServices;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// Pages drawn at random over a process's memory and followed one by one, to tell how long ago memory was accessed. Each is
/// made old anew once a cycle, whatever it told; in between, looks at it cost next to nothing. A page that is not accessed
/// stays old and goes on telling so.
/// </summary>
internal sealed class Panel
{
    private const double Ready = 0.95;

    private readonly IPageOperations _operations;
    private readonly PanelCycle _cycle = new();
    private readonly List<ulong> _addresses = [];
    private readonly List<int> _places = [];
    private readonly List<int> _due = [];
    private PageSight[] _sights = [];
    private PagePlace[] _where = [];
    private long _startNs;
    private int _looks;

    /// <param name="operations">Looks at pages and makes them old.</param>
    /// <param name="seed">Which pages are drawn.</param>
    /// <param name="orders">What the panels of a session choose together.</param>
    public Panel(IPageOperations operations, ulong seed, PanelOrders orders)
    {
        (_operations, All) = (operations, new PanelPages(seed, orders));
        Sweeps = new PanelSweeps(All);
    }

    /// <summary>Pages followed.</summary>
    public int Count => All.Units.Length;

    /// <summary>Time after which each page has been made old anew, nanoseconds.</summary>
    public long CycleNs => _cycle.Ns;

    /// <summary>Time after which its pages are made old anew.</summary>
    public PanelCycles Cycles => new(_cycle.Ns, Sweeps.Ns);

    /// <summary>What sweeps have made old of it.</summary>
    public PanelSweeps Sweeps { get; }

    /// <summary>The mappings, and the pages followed in them; valid until the next update.</summary>
    public PanelPages All { get; }

    /// <summary>Whether nearly all of its pages have been made old once: before that, little is known.</summary>
    public bool IsReady
    {
        get
        {
            var armed = 0;
            foreach (ref readonly var unit in All.Units)
            {
                armed += unit.ArmedNs != 0 ? 1 : 0;
            }

            return armed > 0 && armed >= Ready * Count;
        }
    }

    /// <summary>For how long it has been followed, nanoseconds.</summary>
    public long WatchedNs(long nowNs) => _startNs == 0 ? 0 : nowNs - _startNs;

    /// <summary>Pages looked at since the last call.</summary>
    public int TakeLooks()
    {
        var looks = _looks;
        _looks = 0;
        return looks;
    }

    /// <inheritdoc cref="PanelPages.Update"/>
    public void Update(IReadOnlyList<MonitoredArea> areas, int pages, long nowNs) => All.Update(areas, pages, nowNs);

    /// <summary>Looks at the pages that are due; tells how many.</summary>
    public int Look(long nowNs)
    {
        _startNs = _startNs == 0 ? nowNs : _startNs;
        Begin();
        var units = All.Units;
        for (var i = 0; i < units.Length; i++)
        {
            ref var unit = ref units[i];
            if (unit.TouchedNs != 0)
            {
                // A look would tell nothing new.
                PanelAges.Note(ref unit, nowNs);
            }
            else if (!unit.IsSeen || (unit.ArmedNs != 0 && (unit.DueNs <= nowNs || PanelAges.IsLookDue(unit, nowNs, Cycles.Of(unit)))))
            {
                Add(i, unit.Address);
            }
        }

        TakeSights(nowNs);
        return _addresses.Count;
    }

    /// <summary>Looks at all pages; tells how many.</summary>
    public int LookAtAll(long nowNs)
    {
        Begin();
        var units = All.Units;
        for (var i = 0; i < units.Length; i++)
        {
            Add(i, units[i].Address);
        }

        TakeSights(nowNs);
        return _addresses.Count;
    }

    /// <summary>Makes those old whose cycle is over; tells how many advices that took.</summary>
    /// <param name="nowNs">Now.</param>
    /// <param name="clears">How many it may take: what is left waits for the next time, the longest waiting first.</param>
    public int MakeOld(long nowNs, double clears)
    {
        Begin();
        var units = All.Units;
        for (var i = 0; i < units.Length; i++)
        {
            ref readonly var unit = ref units[i];
            if (!unit.IsSwept && (unit.ArmedNs == 0 || unit.DueNs <= nowNs))
            {
                _due.Add(i);
            }
        }

        KeepLongestWaiting((int)Math.Clamp(clears, 0, int.MaxValue));
        foreach (var place in _due)
        {
            ref var unit = ref units[place];
            if (unit.TakesClear)
            {
                Add(place, unit.Address);
            }
            else
            {
                unit.Rearm(nowNs, _cycle.Ns);
            }
        }

        var advices = _operations.MakeAllOld(CollectionsMarshal.AsSpan(_addresses), _sights);
        for (var i = 0; i < _places.Count; i++)
        {
            if (i == 0 || !PanelPages.IsSibling(units[_places[i]], units[_places[i - 1]].Address))
            {
                units[_places[i]].Age(_sights[i], All.AreaOf(_places[i]).SweptNs, nowNs, _cycle.Ns);
                All.AlignSiblings(_places[i]);
            }
        }

        return advices;
    }

    /// <inheritdoc cref="PanelPages.Note(ulong, long)"/>
    public void Note(ulong address, long nowNs) => All.Note(address, nowNs);

    /// <inheritdoc cref="PanelPages.Note(AddressRange, Func{ulong, bool}, long)"/>
    public void Note(AddressRange range, Func<ulong, bool> isNoted, long nowNs) => All.Note(range, isNoted, nowNs);

    /// <summary>Sets the cycle by what the last one took; once a second.</summary>
    /// <param name="clearsPerSecond">Clears it may take; infinite for no bound.</param>
    /// <param name="part">The part that remains of what it would take otherwise, 0 .. 1.</param>
    public void Fit(double clearsPerSecond, double part)
    {
        var accessed = 0;
        foreach (ref readonly var unit in All.Units)
        {
            accessed += unit is { IsInUse: true, IsSwept: false } ? 1 : 0;
        }

        _cycle.Fit(accessed, clearsPerSecond, part);
    }

    /// <summary>Looks at the pages of a range, which are about to be made old.</summary>
    public int LookAt(AddressRange range, long nowNs)
    {
        Begin();
        var units = All.Units;
        for (var i = All.PlaceOf(range.Start); i < units.Length && units[i].Address < range.End; i++)
        {
            Add(i, units[i].Address);
        }

        TakeSights(nowNs);
        return _addresses.Count;
    }

    /// <summary>What it says now, mapping by mapping; after a look at all pages.</summary>
    public PanelPiece[] Tell(long nowNs)
    {
        var pieces = new List<PanelPiece>();
        foreach (var area in All.Areas)
        {
            var piece = PanelTally.Of(area, All.UnitsOf(area), nowNs, Cycles);
            if (piece.Present > 0)
            {
                pieces.Add(piece);
            }
        }

        return [.. pieces];
    }

    private void Begin()
    {
        _addresses.Clear();
        _places.Clear();
        _due.Clear();
    }

    private void Add(int place, ulong address)
    {
        _places.Add(place);
        _addresses.Add(address);
        if (_sights.Length < _addresses.Count)
        {
            Array.Resize(ref _sights, Math.Max(64, _sights.Length * 2));
            Array.Resize(ref _where, _sights.Length);
        }
    }

    private void TakeSights(long nowNs)
    {
        _operations.LookAtAll(CollectionsMarshal.AsSpan(_addresses), _sights, _where);
        _looks += _addresses.Count;
        var units = All.Units;
        for (var i = 0; i < _places.Count; i++)
        {
            units[_places[i]].See(_sights[i], _where[i], nowNs, _cycle.Ns);
        }
    }

    // Those that have never been made old come first, in an order that has nothing to do with where they are. What takes no
    // clear waits for its turn like the others: if periods without an access were over sooner than those with one, they would
    // count for less.
    private void KeepLongestWaiting(int clears)
    {
        var wanted = 0;
        foreach (var place in _due)
        {
            wanted += All.Units[place].TakesClear ? 1 : 0;
        }

        if (wanted <= clears)
        {
            return;
        }

        _due.Sort((a, b) => Compare(All.Units[a], All.Units[b]));
        var kept = 0;
        while (clears > 0 || !All.Units[_due[kept]].TakesClear)
        {
            clears -= All.Units[_due[kept]].TakesClear ? 1 : 0;
            kept++;
        }

        _due.RemoveRange(kept, _due.Count - kept);
        _due.Sort();
    }

    private static int Compare(in PanelUnit one, in PanelUnit other)
        => one.ArmedNs != other.ArmedNs ? one.ArmedNs.CompareTo(other.ArmedNs) : PanelDrawing.Mix(one.Address).CompareTo(PanelDrawing.Mix(other.Address));
}
