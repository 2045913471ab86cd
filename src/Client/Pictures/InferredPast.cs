using Damon.Client.Addresses;
using Damon.Contracts.Monitoring;
using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Pictures;

/// <summary>
/// What the first recorded snapshot tells of the time before it: a region of age n has had about the same access rate
/// for n aggregation intervals, its own among them (<c>damon_region.age</c> of mm/damon); or it tells itself since when.
/// </summary>
/// <param name="first">The first snapshot.</param>
public sealed class InferredPast(Snapshot first)
{
    private readonly long _aggregationUs = Math.Max(1, first.EndUs - first.StartUs);

    /// <summary>When recording began, Unix microseconds.</summary>
    public long ToUs => first.StartUs;

    /// <summary>How far back anything is known, Unix microseconds; <see cref="ToUs"/> when nothing is.</summary>
    public long FromUs => first.StartUs - (first.Regions.Length == 0 ? 0 : Enumerable.Range(0, first.Regions.Length).Max(Before));

    /// <summary>Values of a column before the recording, percent or seconds; rows whose regions were not yet so stay as they are.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="us">Middle of the column, Unix microseconds.</param>
    /// <param name="into">One entry a row.</param>
    /// <param name="measure">What values tell.</param>
    public void Read(RowMap rows, double us, Span<float> into, CellMeasure measure = CellMeasure.Rate)
    {
        var sums = new RowSums(rows.Ranges);
        for (var i = 0; i < first.Regions.Length; i++)
        {
            var one = first.Regions[i];
            if (us >= ToUs - Before(i) && first.ValueOf(i, measure) is { } value)
            {
                // What was idle at the end had been so for less time then.
                var then = measure == CellMeasure.Idle ? Math.Max(0, value - ((first.EndUs - us) / 1e6)) : value / 100;
                sums.Add(new AddressRange(one.Start, one.End), then, 1);
            }
        }

        for (var row = 0; row < sums.Count; row++)
        {
            var mean = sums.Accessed[row] / sums.Observed[row];
            into[row] = !(sums.Observed[row] > 0) ? into[row] : (measure == CellMeasure.Idle ? CellValue.OfSeconds(mean) : CellValue.Of(100 * mean)).As(measure);
        }
    }

    private long Before(int region) => first.SinceUs is { } since
        ? Math.Max(0, first.StartUs - since[region])
        : Math.Max(0, first.Regions[region].Age - 1) * _aggregationUs;
}
