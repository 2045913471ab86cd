using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;

namespace Damon.Client.Addresses;

/// <summary>Names beside the address axis: neighbouring mappings of one name share a label, small libraries share "libraries".</summary>
public static class NameLabels
{
    private const string Libraries = "libraries";

    private sealed record Segment(string Name, double Low, double High, bool Library, bool Always)
    {
        public double Height => High - Low;
    }

    /// <summary>Chooses labels, biggest first, none closer to another than fits.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="mappings">In address order.</param>
    /// <param name="bottom">Lowest visible position.</param>
    /// <param name="top">Highest visible position.</param>
    /// <param name="most">About how many labels fit below each other.</param>
    public static IReadOnlyList<AxisTick> Choose(AddressAxis axis, IReadOnlyList<Mapping> mappings, double bottom, double top, int most)
    {
        var distance = (top - bottom) / Math.Max(2, most);
        var parts = Segments(axis, mappings, bottom, top).ToArray();
        var chosen = new List<Segment>();
        foreach (var segment in Group(parts, distance)
            .Where(s => s.Always || s.Height >= distance * 0.6)
            .OrderByDescending(s => s.Always)
            .ThenByDescending(s => s.Height))
        {
            Add(segment);
        }

        // A band whose mappings are all too small for a label is named by what most of it is.
        foreach (var band in axis.Bands.Where(b => b.Top > bottom && b.Bottom < top && !chosen.Exists(c => Middle(c) >= b.Bottom && Middle(c) <= b.Top)))
        {
            if (parts.Where(p => p.Low >= band.Bottom && p.High <= band.Top).ToArray() is { Length: > 0 } inside)
            {
                var name = inside.GroupBy(p => p.Library ? Libraries : p.Name).MaxBy(g => g.Sum(p => p.Height))!;
                Add(new Segment(name.Count() == 1 ? name.First().Name : name.Key, Math.Max(bottom, band.Bottom), Math.Min(top, band.Top), false, false));
            }
        }

        return [.. chosen.OrderBy(Middle).Select(s => new AxisTick(Middle(s), s.Name))];

        void Add(Segment segment)
        {
            if (chosen.TrueForAll(c => Math.Abs(Middle(c) - Middle(segment)) >= distance * 0.9))
            {
                chosen.Add(segment);
            }
        }
    }

    private static double Middle(Segment segment) => (segment.Low + segment.High) / 2;

    private static IEnumerable<Segment> Segments(AddressAxis axis, IReadOnlyList<Mapping> mappings, double bottom, double top)
    {
        var index = 0;
        foreach (var band in axis.Bands)
        {
            while (index < mappings.Count && mappings[index].End <= band.Range.Start)
            {
                index++;
            }

            for (var i = index; i < mappings.Count && mappings[i].Start < band.Range.End; i++)
            {
                var low = Math.Max(bottom, At(band, Math.Max(mappings[i].Start, band.Range.Start)));
                var high = Math.Min(top, At(band, Math.Min(mappings[i].End, band.Range.End)));
                if (high > low)
                {
                    yield return new Segment(
                        MappingNames.Short(mappings[i]), low, high, MappingNames.IsLibrary(mappings[i]),
                        mappings[i].Kind is MappingKind.Heap or MappingKind.Stack);
                }
            }
        }
    }

    private static double At(AxisBand band, ulong address)
        => band.Bottom + (band.Height * ((address - band.Range.Start) / (double)band.Range.Size));

    // A library's own anonymous tail (.bss) and the gaps of a page or two between its parts do not end a label.
    private static List<Segment> Group(IEnumerable<Segment> segments, double distance)
    {
        var byName = Merge(segments, (a, b) => a.Name == b.Name, distance);
        return Merge(byName, (a, b) => a.Library && b.Library && a.Height < distance && b.Height < distance, distance, Libraries);
    }

    private static List<Segment> Merge(IEnumerable<Segment> segments, Func<Segment, Segment, bool> same, double distance, string? name = null)
    {
        var merged = new List<Segment>();
        foreach (var segment in segments)
        {
            if (merged.Count > 0 && segment.Low - merged[^1].High < distance / 4 && same(merged[^1], segment))
            {
                merged[^1] = merged[^1] with { High = segment.High, Name = name ?? segment.Name };
            }
            else
            {
                merged.Add(segment);
            }
        }

        return merged;
    }
}
