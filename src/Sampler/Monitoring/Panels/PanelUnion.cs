using System.Runtime.InteropServices;
using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// The panels of several processes taken together: a physical page that several of them map counts once, for the mapping
/// that is followed most densely, and was accessed when any of them did so.
/// </summary>
internal sealed class PanelUnion
{
    private readonly Dictionary<ulong, int> _places = [];
    private readonly List<Page> _pages = [];
    private readonly HashSet<PanelArea> _merged = [];
    private readonly Dictionary<PanelArea, PanelCounts> _counts = [];

    /// <summary>What remains of all that the processes map when each page counts once, 0 .. 1.</summary>
    public double DistinctShare { get; private set; } = 1;

    /// <summary>Takes the panels of all processes, which have just told.</summary>
    public void Join(IEnumerable<Panel> panels, long nowNs)
    {
        _places.Clear();
        _pages.Clear();
        _merged.Clear();
        _counts.Clear();
        var all = panels.Sum(panel => Take(panel, nowNs));
        var distinct = 0.0;
        foreach (var page in _pages)
        {
            distinct += 1UL << page.Owner.Order;
            ref var counts = ref CollectionsMarshal.GetValueRefOrAddDefault(_counts, page.Owner, out _);
            (counts ??= new PanelCounts()).Add(page.Ages);
        }

        DistinctShare = all <= 0 ? 1 : Math.Clamp(distinct / all, 1e-3, 1);
    }

    /// <summary>What counts for one of the processes; null where that is all that it told.</summary>
    public PanelPiece[]? Of(Panel panel)
    {
        var areas = panel.All.Areas;
        return !areas.Any(_merged.Contains) ? null
            : [.. areas.Where(_counts.ContainsKey).Select(area => _counts[area].ToPiece(area))];
    }

    // Tells how many pages those stand for.
    private double Take(Panel panel, long nowNs)
    {
        var all = 0.0;
        foreach (var area in panel.All.Areas)
        {
            foreach (ref readonly var unit in panel.All.UnitsOf(area))
            {
                if (unit.IsPresent)
                {
                    all += 1UL << area.Order;
                    Take(area, unit.Frame, area.IsBlind ? PageAges.Unknown : PanelAges.Of(unit, nowNs, panel.Cycles.Of(unit)));
                }
            }
        }

        return all;
    }

    private void Take(PanelArea area, ulong frame, PageAges ages)
    {
        if (frame == 0 || !_places.TryGetValue(frame, out var place))
        {
            _places[frame] = _pages.Count;
            _pages.Add(new Page(area, ages));
            return;
        }

        var (owner, known) = _pages[place];
        _merged.Add(area);
        _merged.Add(owner);
        _pages[place] = new Page(area.Order < owner.Order ? area : owner, known.Or(ages));
    }

    private readonly record struct Page(PanelArea Owner, PageAges Ages);
}
