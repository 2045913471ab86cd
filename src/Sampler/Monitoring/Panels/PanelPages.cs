using System.Runtime.InteropServices;
using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>The pages of a panel, mapping by mapping, in address order.</summary>
/// <param name="seed">Which pages are drawn.</param>
/// <param name="orders">What the panels of a session choose together.</param>
internal sealed class PanelPages(ulong seed, PanelOrders orders)
{
    /// <summary>Drawn pages, present or not, per page that should be in the panel.</summary>
    private const double MostDrawn = 8;

    private const int FewestOfArea = 8;

    private readonly PanelDrawing _drawing = new(seed);
    private readonly List<ulong> _drawn = [];
    private List<PanelUnit> _units = [];
    private List<PanelUnit> _spare = [];
    private long _updatedNs;

    /// <summary>The mappings.</summary>
    public IReadOnlyList<PanelArea> Areas { get; private set; } = [];

    /// <summary>The pages; valid until the next update.</summary>
    public Span<PanelUnit> Units => CollectionsMarshal.AsSpan(_units);

    /// <summary>Those of a mapping, likewise.</summary>
    public Span<PanelUnit> UnitsOf(PanelArea area) => Units.Slice(area.FirstUnit, area.Units);

    /// <summary>The mappings have been read: draws pages in new ones, and lets go of those in none.</summary>
    /// <param name="areas">In address order.</param>
    /// <param name="pages">Present pages that the panel should have, about; all are taken where there are no more.</param>
    /// <param name="nowNs">Now.</param>
    public void Update(IReadOnlyList<MonitoredArea> areas, int pages, long nowNs)
    {
        var (before, beforeNs, at) = (Areas, _updatedNs, 0);
        (Areas, _updatedNs) = (Inherit(areas), nowNs);
        var present = Areas.Sum(static area => area.PresentPages);
        var fewest = Math.Min(FewestOfArea, (double)pages / 4 / Math.Max(1, Areas.Count));
        _spare.Clear();
        var old = 0;
        foreach (var area in Areas)
        {
            var wanted = Math.Max(fewest, present <= 0 ? fewest : pages * area.PresentPages / present);
            area.Choose(wanted, MostDrawn * Math.Max(wanted, FewestOfArea), orders);
            _drawn.Clear();
            _drawing.Draw(area.Range, area.Order, _drawn, area.File, area.FilePage);
            area.FirstUnit = _spare.Count;
            area.Units = _drawn.Count;
            foreach (var address in _drawn)
            {
                while (old < _units.Count && _units[old].Address < address)
                {
                    old++;
                }

                if (old < _units.Count && _units[old].Address == address)
                {
                    _spare.Add(_units[old]);
                    continue;
                }

                while (at < before.Count && before[at].Range.End <= address)
                {
                    at++;
                }

                // What was not mapped then was absent: that it is there now tells of an access since.
                var wasMapped = at < before.Count && before[at].Range.Start <= address;
                _spare.Add(area.NewUnit(address, wasMapped ? 0 : beforeNs));
            }
        }

        (_units, _spare) = (_spare, _units);
    }

    /// <summary>A page was made old by others, and had been accessed.</summary>
    public void Note(ulong address, long nowNs)
    {
        var units = Units;
        var from = PlaceOf(address);
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

    /// <summary>Where the first page at or above an address is.</summary>
    public int PlaceOf(ulong address)
    {
        var units = Units;
        var (from, to) = (0, units.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = units[middle].Address < address ? (middle + 1, to) : (from, middle);
        }

        return from;
    }

    /// <summary>The mapping of a page.</summary>
    /// <param name="place">Where the page is.</param>
    public PanelArea AreaOf(int place)
    {
        var (from, to) = (0, Areas.Count - 1);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = Areas[middle].FirstUnit + Areas[middle].Units <= place ? (middle + 1, to) : (from, middle);
        }

        return Areas[from];
    }

    /// <summary>Pages of a range were made old by others.</summary>
    /// <param name="range">The range.</param>
    /// <param name="isNoted">Tells whether the page at an address was, and had been accessed.</param>
    /// <param name="nowNs">Now.</param>
    public void Note(AddressRange range, Func<ulong, bool> isNoted, long nowNs)
    {
        var units = Units;
        for (var i = PlaceOf(range.Start); i < units.Length && units[i].Address < range.End; i++)
        {
            if (isNoted(units[i].Address))
            {
                units[i].Touch(nowNs);
            }
        }
    }

    /// <summary>Whether a page shares its Accessed bit with what is at an address.</summary>
    public static bool IsSibling(in PanelUnit unit, ulong address) => unit.IsHuge && unit.Address / PanelUnit.HugePageBytes == address / PanelUnit.HugePageBytes;

    /// <summary>Gives the past of a page to all pages of its huge page: they have one Accessed bit.</summary>
    public void AlignSiblings(int place)
    {
        var units = Units;
        var known = units[place];
        for (var i = place - 1; i >= 0 && IsSibling(units[i], known.Address); i--)
        {
            units[i] = known with { Address = units[i].Address, Frame = units[i].Frame };
        }

        for (var i = place + 1; i < units.Length && IsSibling(units[i], known.Address); i++)
        {
            units[i] = known with { Address = units[i].Address, Frame = units[i].Frame };
        }
    }

    // What is known of a mapping is known of the one that has taken its place.
    private List<PanelArea> Inherit(IReadOnlyList<MonitoredArea> areas)
    {
        var next = new List<PanelArea>(areas.Count);
        var at = 0;
        foreach (var area in areas)
        {
            while (at < Areas.Count && Areas[at].Range.End <= area.Range.Start)
            {
                at++;
            }

            var mine = new PanelArea(area);
            if (at < Areas.Count && Areas[at].Range.Intersects(area.Range))
            {
                mine.Inherit(Areas[at]);
            }

            next.Add(mine);
        }

        return next;
    }
}
