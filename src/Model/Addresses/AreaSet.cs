namespace Damon.Model.Addresses;

/// <summary>The union of ranges, as areas that neither touch nor overlap, and how much access each of them saw.</summary>
public sealed class AreaSet
{
    private readonly List<Area> _areas = [];

    /// <summary>The areas in address order.</summary>
    public IReadOnlyList<Area> Areas => _areas;

    /// <summary>The area with the most access, the largest among equals; null when there is none.</summary>
    public Area? Hottest => _areas.Count == 0 ? null : _areas.OrderByDescending(area => area.Heat).ThenByDescending(area => area.Size).First();

    /// <summary>The area that holds <paramref name="address"/>; null when none does.</summary>
    public Area? Holding(ulong address)
    {
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

        var (start, end) = (range.Start, range.End);
        var first = FirstEndingAtOrAfter(start);
        var after = first;
        while (after < _areas.Count && _areas[after].Start <= end)
        {
            start = Math.Min(start, _areas[after].Start);
            end = Math.Max(end, _areas[after].End);
            heat += _areas[after].Heat;
            after++;
        }

        var joined = new Area(new AddressRange(start, end), heat);
        if (after == first)
        {
            _areas.Insert(first, joined);
            return;
        }

        _areas[first] = joined;
        _areas.RemoveRange(first + 1, after - first - 1);
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
