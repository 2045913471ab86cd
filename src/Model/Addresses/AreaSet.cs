using System.Runtime.InteropServices;

namespace Damon.Model.Addresses;

/// <summary>The union of ranges, as areas that neither touch nor overlap, and how much access each of them saw; for one thread.</summary>
public sealed class AreaSet
{
    /// <summary>So many new areas at least are taken in together: each alone would move all that lie above it.</summary>
    private const int FewestTogether = 32;

    private readonly List<Area> _areas = [];
    private readonly List<Area> _waiting = [];

    /// <summary>The areas in address order.</summary>
    public IReadOnlyList<Area> Areas
    {
        get
        {
            Merge();
            return _areas;
        }
    }

    /// <summary>The area with the most access, the largest among equals; null when there is none.</summary>
    public Area? Hottest => Areas.Count == 0 ? null : Areas.OrderByDescending(area => area.Heat).ThenByDescending(area => area.Size).First();

    /// <summary>The area that holds <paramref name="address"/>; null when none does.</summary>
    public Area? Holding(ulong address)
    {
        Merge();
        var index = FirstEndingAtOrAfter(address + 1);
        return index < _areas.Count && _areas[index].Start <= address ? _areas[index] : null;
    }

    /// <summary>Adds a range; it joins the areas it touches. An empty one changes nothing.</summary>
    /// <param name="range">The range.</param>
    /// <param name="heat">Accessed bytes times samples found in it.</param>
    public void Add(AddressRange range, double heat = 0)
    {
        if (range.Size == 0)
        {
            return;
        }

        var first = FirstEndingAtOrAfter(range.Start);
        if (first < _areas.Count && _areas[first] is var one && one.Start <= range.End
            && (first + 1 == _areas.Count || _areas[first + 1].Start > range.End))
        {
            _areas[first] = new Area(new AddressRange(Math.Min(one.Start, range.Start), Math.Max(one.End, range.End)), one.Heat + heat);
            return;
        }

        _waiting.Add(new Area(range, heat));
        if (_waiting.Count > FewestTogether + (_areas.Count / 4))
        {
            Merge();
        }
    }

    /// <summary>Takes in what waits: a pass over all areas, for many ranges at once.</summary>
    private void Merge()
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        _waiting.AddRange(_areas);
        _waiting.Sort(static (one, other) => one.Start.CompareTo(other.Start));
        _areas.Clear();
        var joined = _waiting[0];
        foreach (var next in CollectionsMarshal.AsSpan(_waiting)[1..])
        {
            if (next.Start <= joined.End)
            {
                joined = new Area(new AddressRange(joined.Start, Math.Max(joined.End, next.End)), joined.Heat + next.Heat);
                continue;
            }

            _areas.Add(joined);
            joined = next;
        }

        _areas.Add(joined);
        _waiting.Clear();
    }

    private int FirstEndingAtOrAfter(ulong address)
    {
        int low = 0, high = _areas.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_areas[middle].End < address)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
