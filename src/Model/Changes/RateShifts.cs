namespace Damon.Model.Changes;

/// <summary>
/// Finds where an access rate shifts: the buckets before and after a place differ by more than the noise of
/// the series explains, by a factor of two at least, from one bucket to the next, and for a while. The strongest place is
/// taken first and the sides are searched on their own (binary segmentation), so that a shift that is found does not hide
/// or repeat itself.
/// </summary>
public static class RateShifts
{
    /// <summary>Least factor between two rates that are told apart.</summary>
    public const double LeastFactor = 2;

    /// <summary>Least difference between them, as a share of samples.</summary>
    public const double LeastDifference = 0.005;

    /// <summary>Fewest buckets on either side.</summary>
    public const int Fewest = 3;

    /// <summary>Fewest buckets in all: of less the noise is not known.</summary>
    public const int Shortest = 10;

    /// <summary>Buckets without a rate across which nothing is concluded: what happened meanwhile is not known.</summary>
    public const int LongestGap = 8;

    /// <summary>
    /// Rates are compared as logarithms, so that factors count. This is added, and a part of the mean, so that noise near
    /// zero doesn't.
    /// </summary>
    private const double Floor = 0.0025;

    private const double FloorOfMean = 0.2;

    /// <summary>The shifts, in order of time.</summary>
    /// <param name="buckets">The rates, one after the other.</param>
    public static IReadOnlyList<RateShift> Find(IReadOnlyList<RateBucket> buckets)
    {
        var shifts = new List<RateShift>();
        foreach (var places in Stretches(buckets))
        {
            var rates = places.Select(place => buckets[place].Mean).ToArray();
            if (rates.Length >= Shortest && Matters(rates.Min(), rates.Max()))
            {
                var floor = Math.Max(Floor, FloorOfMean * rates.Average());
                double[] logs = [.. rates.Select(rate => Math.Log(rate + floor))];
                var errors = places.Select(place => buckets[place].Error / (buckets[place].Mean + floor));
                var search = new ShiftSearch(rates, logs, ShiftNoise.Of(logs, errors));
                shifts.AddRange(search.Find().Select(found => new RateShift(places[found.At], found.Before, found.After)));
            }
        }

        return shifts;
    }

    /// <summary>Whether two rates are far enough apart to be told apart.</summary>
    internal static bool Matters(double before, double after)
    {
        var (low, high) = (Math.Min(before, after), Math.Max(before, after));
        return high >= LeastFactor * low && high - low >= LeastDifference;
    }

    /// <summary>Places with a rate, without long gaps between them.</summary>
    private static IEnumerable<List<int>> Stretches(IReadOnlyList<RateBucket> buckets)
    {
        var places = new List<int>();
        for (var i = 0; i < buckets.Count; i++)
        {
            if (buckets[i].IsUnknown)
            {
                continue;
            }

            if (places.Count > 0 && i - places[^1] > LongestGap)
            {
                yield return places;
                places = [];
            }

            places.Add(i);
        }

        yield return places;
    }
}
