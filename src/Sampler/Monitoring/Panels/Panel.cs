using System.Runtime.InteropServices;
using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// Pages drawn at random over a process's memory and followed one by one, to tell how long ago memory was accessed. Each is
/// made old anew once a cycle, whatever it told; in between, looks at it cost next to nothing. A page that is not accessed
/// stays old and goes on telling so.
/// </summary>
/// <param name="operations">Looks at pages and makes them old.</param>
/// <param name="seed">Which pages are drawn.</param>
internal sealed class Panel(IPageOperations operations, ulong seed)
{
    /// <summary>Drawn pages, present or not, per page that should be in the panel.</summary>
    private const double MostDrawn = 8;

    private const int FewestOfArea = 8;
    private const ulong HugePageBytes = 512 * Pages.Size;
    private const double NsPerSecond = 1e9;
    private const double Ready = 0.95;

    private readonly PanelDrawing _drawing = new(seed);
    private readonly PanelCycle _cycle = new();
    private readonly List<ulong> _drawn = [];
    private readonly List<ulong> _addresses = [];
    private readonly List<int> _places = [];
    private List<PanelArea> _areas = [];
    private List<PanelUnit> _units = [];
    private List<PanelUnit> _spare = [];
    private PageSight[] _sights = [];
    private bool[] _isHuge = [];
    private long _fittedNs;
    private long _startNs;
    private int _accessed;
    private int _looks;

    /// <summary>Pages followed.</summary>
    public int Count => _units.Count;

    /// <summary>Time after which each page has been made old anew, nanoseconds.</summary>
    public long CycleNs => _cycle.Ns;

    /// <summary>When it last told of itself; 0 before that. Nanoseconds.</summary>
    public long ToldNs { get; private set; }

    /// <summary>Whether nearly all of its pages have been made old once: before that, little is known.</summary>
    public bool IsReady
    {
        get
        {
            var armed = _units.Count(static unit => unit.ArmedNs != 0);
            return _units.Count > 0 && armed >= Ready * _units.Count;
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

    /// <summary>The mappings have been read: draws pages in new ones, and lets go of those in none.</summary>
    /// <param name="areas">In address order.</param>
    /// <param name="pages">Present pages that the panel should have, about; all are taken where there are no more.</param>
    public void Update(IReadOnlyList<MonitoredArea> areas, int pages)
    {
        var before = _areas;
        _areas = [];
        var at = 0;
        foreach (var area in areas)
        {
            var next = new PanelArea(area.Range, area.IsShared);
            while (at < before.Count && before[at].Range.End <= area.Range.Start)
            {
                at++;
            }

            if (at < before.Count && before[at].Range.Intersects(area.Range))
            {
                next.Inherit(before[at]);
            }

            _areas.Add(next);
        }

        var present = _areas.Sum(static area => area.PresentPages);
        var fewest = Math.Min(FewestOfArea, (double)pages / 4 / Math.Max(1, _areas.Count));
        _spare.Clear();
        var old = 0;
        foreach (var area in _areas)
        {
            var wanted = Math.Max(fewest, present <= 0 ? fewest : pages * area.PresentPages / present);
            area.Choose(wanted, MostDrawn * Math.Max(wanted, FewestOfArea));
            _drawn.Clear();
            _drawing.Draw(area.Range, area.Order, _drawn);
            area.FirstUnit = _spare.Count;
            area.Units = _drawn.Count;
            foreach (var address in _drawn)
            {
                while (old < _units.Count && _units[old].Address < address)
                {
                    old++;
                }

                _spare.Add(old < _units.Count && _units[old].Address == address ? _units[old] : new PanelUnit { Address = address });
            }
        }

        (_units, _spare) = (_spare, _units);
    }

    /// <summary>Looks at the pages that are due; tells how many.</summary>
    public int Look(long nowNs)
    {
        _startNs = _startNs == 0 ? nowNs : _startNs;
        Begin();
        var units = CollectionsMarshal.AsSpan(_units);
        for (var i = 0; i < units.Length; i++)
        {
            ref var unit = ref units[i];
            if (unit.TouchedNs != 0)
            {
                // A look would tell nothing new.
                PanelAges.Note(ref unit, nowNs);
            }
            else if (!unit.IsSeen || (unit.ArmedNs != 0 && (unit.DueNs <= nowNs || PanelAges.IsLookDue(unit, nowNs, _cycle.Ns))))
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
        for (var i = 0; i < _units.Count; i++)
        {
            Add(i, _units[i].Address);
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
        var units = CollectionsMarshal.AsSpan(_units);
        for (var i = 0; i < units.Length; i++)
        {
            ref var unit = ref units[i];
            if (unit.ArmedNs != 0 && unit.DueNs > nowNs)
            {
                continue;
            }

            if (unit.ArmedNs != 0 && unit.TouchedNs == 0 && !unit.IsUnknown)
            {
                // Old as it is, it need not be made old; what is not there, neither.
                unit.Rearm(nowNs, _cycle.Ns);
            }
            else
            {
                Add(i, unit.Address);
            }
        }

        KeepLongestWaiting((int)Math.Clamp(clears, 0, int.MaxValue));
        var advices = operations.MakeAllOld(CollectionsMarshal.AsSpan(_addresses), _sights);
        for (var i = 0; i < _places.Count; i++)
        {
            if (i == 0 || !IsSibling(units[_places[i]], units[_places[i - 1]].Address))
            {
                units[_places[i]].Age(_sights[i], nowNs, _cycle.Ns);
                AlignSiblings(_places[i]);
            }
        }

        return advices;
    }

    /// <summary>A page was made old by others, and had been accessed.</summary>
    public void Note(ulong address, long nowNs)
    {
        var units = CollectionsMarshal.AsSpan(_units);
        var (from, to) = (0, units.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = units[middle].Address < address ? (middle + 1, to) : (from, middle);
        }

        if (from < units.Length && units[from].Address == address)
        {
            units[from].Touch(nowNs);
        }

        // Any page of a huge page tells of all its pages.
        for (var i = from - 1; i >= 0 && IsSibling(units[i], address); i--)
        {
            units[i].Touch(nowNs);
        }

        for (var i = from; i < units.Length && IsSibling(units[i], address); i++)
        {
            units[i].Touch(nowNs);
        }
    }

    /// <summary>Sets the cycle by what the last one took.</summary>
    /// <param name="nowNs">Now.</param>
    /// <param name="clearsPerSecond">Clears it may take; infinite for no bound.</param>
    /// <param name="part">The part that remains of what it would take otherwise, 0 .. 1.</param>
    public void Fit(long nowNs, double clearsPerSecond, double part)
    {
        if (nowNs - _fittedNs >= NsPerSecond)
        {
            _fittedNs = nowNs;
            _cycle.Fit(_accessed, clearsPerSecond, part);
            _accessed = _units.Count(static unit => unit.IsInUse);
        }
    }

    /// <summary>What it says now, mapping by mapping; after a look at all pages.</summary>
    public PanelPiece[] Tell(long nowNs)
    {
        ToldNs = nowNs;
        return [.. _areas.Select(area => Tell(area, nowNs)).Where(static piece => piece.Present > 0)];
    }

    private static bool IsSibling(in PanelUnit unit, ulong address) => unit.IsHuge && unit.Address / HugePageBytes == address / HugePageBytes;

    // The pages of a huge page have one Accessed bit, and so one past.
    private void AlignSiblings(int place)
    {
        var units = CollectionsMarshal.AsSpan(_units);
        var known = units[place];
        for (var i = place - 1; i >= 0 && IsSibling(units[i], known.Address); i--)
        {
            units[i] = known with { Address = units[i].Address };
        }

        for (var i = place + 1; i < units.Length && IsSibling(units[i], known.Address); i++)
        {
            units[i] = known with { Address = units[i].Address };
        }
    }

    private void Begin()
    {
        _addresses.Clear();
        _places.Clear();
    }

    private void Add(int place, ulong address)
    {
        _places.Add(place);
        _addresses.Add(address);
        if (_sights.Length < _addresses.Count)
        {
            Array.Resize(ref _sights, Math.Max(64, _sights.Length * 2));
            Array.Resize(ref _isHuge, _sights.Length);
        }
    }

    private void TakeSights(long nowNs)
    {
        operations.LookAtAll(CollectionsMarshal.AsSpan(_addresses), _sights, _isHuge);
        _looks += _addresses.Count;
        var units = CollectionsMarshal.AsSpan(_units);
        for (var i = 0; i < _places.Count; i++)
        {
            units[_places[i]].See(_sights[i], _isHuge[i], nowNs, _cycle.Ns);
        }
    }

    // Those that have never been made old come first, in an order that has nothing to do with where they are.
    private void KeepLongestWaiting(int clears)
    {
        if (_places.Count <= clears)
        {
            return;
        }

        _places.Sort((a, b) => _units[a].ArmedNs != _units[b].ArmedNs
            ? _units[a].ArmedNs.CompareTo(_units[b].ArmedNs)
            : PanelDrawing.Mix(_units[a].Address).CompareTo(PanelDrawing.Mix(_units[b].Address)));
        _places.RemoveRange(clears, _places.Count - clears);
        _places.Sort();
        _addresses.Clear();
        foreach (var place in _places)
        {
            _addresses.Add(_units[place].Address);
        }
    }

    private PanelPiece Tell(PanelArea area, long nowNs)
    {
        var within = new int[IdleScale.AgesS.Count];
        var (drawn, present, known) = (0, 0, 0);
        var (hasSharers, block) = (false, ulong.MaxValue);
        foreach (ref readonly var unit in CollectionsMarshal.AsSpan(_units).Slice(area.FirstUnit, area.Units))
        {
            drawn += !unit.IsHuge || unit.Address / HugePageBytes != block ? 1 : 0;
            block = unit.IsHuge ? unit.Address / HugePageBytes : block;
            if (!unit.IsPresent)
            {
                continue;
            }

            present++;
            hasSharers |= unit.IsShared && area.IsShared;
            if (unit.IsUnknown || unit.ArmedNs == 0)
            {
                continue;
            }

            known++;
            for (var age = 0; age < within.Length; age++)
            {
                within[age] += PanelAges.IsWithin(unit, age, nowNs, _cycle.Ns) ? 1 : 0;
            }
        }

        area.Count(present, area.Units);

        // What one process does not access of a mapping that others have, too, they may.
        known = hasSharers ? 0 : known;
        return new PanelPiece(area.Range, 1 << area.Order, drawn, Groups(within, known), present - known);
    }

    // Each age is told by looks of its own: the counts of those within it may differ by chance in the wrong direction.
    private static int[] Groups(int[] within, int known)
    {
        var groups = new int[IdleScale.Counts];
        var before = 0;
        for (var age = 0; age < within.Length; age++)
        {
            var until = Math.Min(known, Math.Max(before, within[age]));
            groups[age] = until - before;
            before = until;
        }

        groups[^1] = known - before;
        return groups;
    }
}
