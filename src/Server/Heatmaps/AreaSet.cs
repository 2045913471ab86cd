namespace Damon.Server.Heatmaps;

/// <summary>The union of what was monitored over time, and how much access each part of it saw.</summary>
internal sealed class AreaSet
{
    private readonly List<Area> _areas = [];

    /// <summary>The areas in address order; they neither touch nor overlap.</summary>
    public IReadOnlyList<Area> Areas => _areas;

    /// <summary>The area with the most access, the largest among equals; null when there is none.</summary>
    public Area? Hottest => _areas.Count == 0 ? null : _areas.OrderByDescending(area => area.Heat).ThenByDescending(area => area.Size).First();

    /// <summary>The area that holds <paramref name="address"/>; null when none does.</summary>
    public Area? Holding(ulong address)
    {
        var index = FirstEndingAtOrAfter(address + 1);
        return index < _areas.Count && _areas[index].Start <= address ? _areas[index] : null;
    }

    /// <summary>Adds a part; it joins those it touches.</summary>
    public void Add(ulong start, ulong end, double heat)
    {
        var first = FirstEndingAtOrAfter(start);
        var after = first;
        while (after < _areas.Count && _areas[after].Start <= end)
        {
            start = Math.Min(start, _areas[after].Start);
            end = Math.Max(end, _areas[after].End);
            heat += _areas[after].Heat;
            after++;
        }

        if (after == first)
        {
            _areas.Insert(first, new Area(start, end, heat));
            return;
        }

        _areas[first] = new Area(start, end, heat);
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
