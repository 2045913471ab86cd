using Damon.Contracts.Monitoring;

namespace Damon.Client.Heatmap;

/// <summary>
/// What the first recorded snapshot tells of the time before it: a region of age n has had about the same access rate
/// for n aggregation intervals, its own among them (<c>damon_region.age</c> of mm/damon).
/// </summary>
/// <param name="first">The first snapshot.</param>
public sealed class InferredPast(Snapshot first)
{
    private readonly long _aggregationUs = Math.Max(1, first.EndUs - first.StartUs);

    /// <summary>When recording began, Unix microseconds.</summary>
    public long ToUs => first.StartUs;

    /// <summary>How far back anything is known, Unix microseconds; <see cref="ToUs"/> when nothing is.</summary>
    public long FromUs => first.StartUs - (first.Regions.Length == 0 ? 0 : first.Regions.Max(Before));

    /// <summary>Values of a column before the recording, percent; rows whose regions were not yet so stay as they are.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="us">Middle of the column, Unix microseconds.</param>
    /// <param name="into">One entry a row.</param>
    public void Read(RowMap rows, double us, Span<float> into)
    {
        var region = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var range = rows[row];
            var (weight, sum) = (0.0, 0.0);
            while (range.Size > 0 && region < first.Regions.Length && first.Regions[region].End <= range.Start)
            {
                region++;
            }

            for (var i = region; i < first.Regions.Length && first.Regions[i].Start < range.End; i++)
            {
                var one = first.Regions[i];
                var (rate, observed) = ColumnBinner.Rate(first, i);
                if (observed > 0 && us >= ToUs - Before(one))
                {
                    var bytes = (double)(Math.Min(one.End, range.End) - Math.Max(one.Start, range.Start));
                    weight += bytes;
                    sum += bytes * rate;
                }
            }

            into[row] = weight > 0 ? (float)(sum / weight) : into[row];
        }
    }

    private long Before(RegionSample region) => Math.Max(0, region.Age - 1) * _aggregationUs;
}
