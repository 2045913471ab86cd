namespace Damon.Model.Addresses;

/// <summary>What lists of ranges have together and in common.</summary>
public static class AddressRanges
{
    /// <summary>The union of any ranges, as areas in address order that neither touch nor overlap.</summary>
    public static IReadOnlyList<AddressRange> Union(IEnumerable<AddressRange> ranges)
    {
        var areas = new AreaSet();
        foreach (var range in ranges)
        {
            areas.Add(range);
        }

        return [.. areas.Areas.Select(area => area.Range)];
    }

    /// <summary>The union of two lists.</summary>
    public static IReadOnlyList<AddressRange> Union(IEnumerable<AddressRange> one, IEnumerable<AddressRange> other) => Union(one.Concat(other));

    /// <summary>What two lists have in common, in address order.</summary>
    /// <param name="one">In address order, not overlapping.</param>
    /// <param name="other">In address order, not overlapping.</param>
    public static IReadOnlyList<AddressRange> Intersect(IReadOnlyList<AddressRange> one, IReadOnlyList<AddressRange> other)
    {
        var result = new List<AddressRange>();
        for (int i = 0, j = 0; i < one.Count && j < other.Count;)
        {
            var start = Math.Max(one[i].Start, other[j].Start);
            var end = Math.Min(one[i].End, other[j].End);
            if (start < end)
            {
                result.Add(new AddressRange(start, end));
            }

            if (one[i].End < other[j].End)
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return result;
    }
}
