using Damon.Client.Addresses;
using Damon.Client.Charts;
using Damon.Client.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.WorkingSets;

namespace Damon.Client.Idle;

/// <summary>Where memory of an age lies.</summary>
/// <param name="Holding">Mappings that hold some of it, in address order.</param>
/// <param name="Matching">Parts of those whose region is of that age, as far as samples tell; in address order.</param>
public sealed record AgePlaces(IReadOnlyList<AddressRange> Holding, IReadOnlyList<AddressRange> Matching)
{
    // What is unchanged since the first snapshot is so since then, give or take an interval.
    private const double StartUs = 1_000_000;

    // Places closer than a part of a pixel are one.
    private const double Closest = 1.0 / 1_500;

    /// <summary>Looks for it.</summary>
    /// <param name="age">The age.</param>
    /// <param name="mappings">What is known by mapping.</param>
    /// <param name="snapshot">Regions of the same time; null when they are not known.</param>
    /// <param name="firstUs">First moment of the recording, Unix microseconds; null when not known.</param>
    public static AgePlaces Find(AgeClass age, IReadOnlyList<IdleMapping> mappings, Snapshot? snapshot, long? firstUs)
    {
        AddressRange[] holding = [.. mappings.Where(mapping => age.Of(mapping.Bytes) > 0).Select(mapping => new AddressRange(mapping.Start, mapping.End)).OrderBy(range => range.Start)];
        var matching = new List<AddressRange>();
        var next = 0;
        for (var i = 0; i < (snapshot?.Regions.Length ?? 0); i++)
        {
            var region = snapshot!.Regions[i];
            if (!IsOf(age, snapshot, i, firstUs))
            {
                continue;
            }

            while (next < holding.Length && holding[next].End <= region.Start)
            {
                next++;
            }

            for (var at = next; at < holding.Length && holding[at].Start < region.End; at++)
            {
                matching.Add(new AddressRange(Math.Max(region.Start, holding[at].Start), Math.Min(region.End, holding[at].End)));
            }
        }

        return new AgePlaces(holding, matching);
    }

    /// <summary>The same on an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="colour">CSS colour to point it out with.</param>
    public PictureHighlight On(AddressAxis axis, string colour) => new(colour, Parts(axis, Holding), Parts(axis, Matching));

    private static bool IsOf(AgeClass age, Snapshot snapshot, int region, long? firstUs)
    {
        if (snapshot.RateOf(region).Percent is null)
        {
            return false;
        }

        var isQuiet = snapshot.TouchedOf(region) <= 0 && !WorkingSetSize.Counts(snapshot.Regions[region].NrAccesses);
        var idleUs = isQuiet ? snapshot.UnchangedUsOf(region) : 0;
        var isSinceStart = isQuiet && firstUs is { } first && snapshot.EndUs - idleUs <= first + StartUs;
        return age.ToS is { } to
            ? !isSinceStart && idleUs >= age.FromS * 1e6 && idleUs < to * 1e6
            : isSinceStart || idleUs >= age.FromS * 1e6;
    }

    private static List<(double Bottom, double Top)> Parts(AddressAxis axis, IReadOnlyList<AddressRange> ranges)
    {
        var parts = new List<(double Bottom, double Top)>();
        foreach (var range in ranges)
        {
            foreach (var band in axis.Bands)
            {
                var (start, end) = (Math.Max(range.Start, band.Range.Start), Math.Min(range.End, band.Range.End));
                if (end <= start)
                {
                    continue;
                }

                var (bottom, top) = (At(band, start), At(band, end));
                if (parts.Count > 0 && bottom - parts[^1].Top < Closest)
                {
                    parts[^1] = parts[^1] with { Top = Math.Max(parts[^1].Top, top) };
                }
                else
                {
                    parts.Add((bottom, top));
                }
            }
        }

        return parts;
    }

    private static double At(AxisBand band, ulong address) => band.Bottom + (band.Height * ((address - band.Range.Start) / (double)band.Range.Size));
}
