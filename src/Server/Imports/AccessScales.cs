using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>
/// Finds out of how many samples the accesses of each snapshot of a record are, which no record says outright: by
/// percentages beside counts, else by length and sampling interval, else by the largest count of the record.
/// </summary>
/// <param name="intervals">The record's intervals; null when not told.</param>
/// <param name="mostSeen">The largest count of the record.</param>
internal sealed class AccessScales(RecordIntervals? intervals, int mostSeen)
{
    // With nothing but percentages, a sample for each.
    private const int Percents = 100;

    private (int Most, long? SamplingUs)? _known;

    private int Nominal => intervals is { SamplingUs: > 0 } told ? (int)Math.Min(int.MaxValue, told.AggregationUs / told.SamplingUs) : 0;

    /// <summary>The scale of the next snapshot.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="lengthUs">Its length, microseconds, at least 1.</param>
    public AccessScale Of(RecordedSnapshot snapshot, long lengthUs)
    {
        var samplingUs = (snapshot.SamplingUs ?? intervals?.SamplingUs) is > 0 and { } told ? (long?)told : null;
        var shares = PercentSums.Of(snapshot.Regions);
        if (shares.Samples is { } samples)
        {
            var most = Bounded(samples, shares.MostCounted);
            _known = (most, samplingUs);
            return new AccessScale(most, SamplingOf(most, samplingUs, lengthUs), shares.IsExact);
        }

        var guessed = Bounded(Guess(shares, lengthUs, samplingUs), shares.MostCounted);
        return new AccessScale(guessed, samplingUs ?? Math.Max(1, lengthUs / guessed), IsExact: false);
    }

    private static int Bounded(double most, long counted) => (int)Math.Clamp(Math.Max(most, counted), 1, int.MaxValue);

    private double Guess(in PercentSums shares, long lengthUs, long? samplingUs)
    {
        // Percentages that are all 0 tell nothing; what writes them takes as many samples as before.
        if (shares.HasOnlyZeros && (_known is { } before && before.SamplingUs == samplingUs ? before.Most : Nominal) is > 0 and { } usual)
        {
            return usual;
        }

        return samplingUs is { } interval ? lengthUs / interval
            : shares.HasPercentOnly ? Percents
            : mostSeen;
    }

    /// <summary>
    /// With tuned intervals, damo takes a snapshot's sampling interval times what the head's two are of each other for its
    /// aggregation interval; where percentages tell another number of samples, these were that much closer together.
    /// </summary>
    private long SamplingOf(int most, long? samplingUs, long lengthUs)
        => samplingUs is not { } told ? Math.Max(1, lengthUs / most)
            : intervals?.Goal is not null && Nominal > 0 ? Math.Max(1, (long)Math.Round(told * (double)Nominal / most))
            : told;
}
