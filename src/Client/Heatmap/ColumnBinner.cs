using Damon.Contracts.Monitoring;

namespace Damon.Client.Heatmap;

/// <summary>Adds a snapshot's regions to one column of rows, each weighted by the bytes it shares with the row.</summary>
public static class ColumnBinner
{
    /// <summary>
    /// For every row adds to <paramref name="weights"/> the observed bytes times <paramref name="time"/>, and to
    /// <paramref name="sums"/> the same times the access rate in percent. A cell's value is their quotient;
    /// a row without weight is unknown.
    /// </summary>
    /// <param name="snapshot">Regions in address order.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="time">Weight of this snapshot's time, e.g. the microseconds it shares with the column.</param>
    /// <param name="sums">One entry a row.</param>
    /// <param name="weights">One entry a row.</param>
    public static void Add(Snapshot snapshot, RowMap rows, double time, Span<float> sums, Span<float> weights)
    {
        var regions = snapshot.Regions;
        if (regions.Length == 0 || snapshot.MaxNrAccesses <= 0)
        {
            return;
        }

        var region = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            var range = rows[row];
            if (range.Size == 0)
            {
                continue;
            }

            while (region < regions.Length && regions[region].End <= range.Start)
            {
                region++;
            }

            for (var i = region; i < regions.Length && regions[i].Start < range.End; i++)
            {
                var (rate, observed) = Rate(snapshot, i);
                var bytes = Math.Min(range.End, regions[i].End) - Math.Max(range.Start, regions[i].Start);
                var weight = bytes * observed * time;
                weights[row] += (float)weight;
                sums[row] += (float)(weight * rate);
            }
        }
    }

    /// <summary>
    /// Access rate of one region in percent of the samples that could be observed, and the share of samples that could
    /// (0: the region is unknown, and the rate means nothing).
    /// </summary>
    public static (double Percent, double Observed) Rate(Snapshot snapshot, int region)
    {
        var unknown = snapshot.Unknown is { } all && region < all.Length ? all[region] : 0;
        var observed = snapshot.MaxNrAccesses - unknown;
        return observed <= 0
            ? (0, 0)
            : (Math.Min(100, 100.0 * snapshot.Regions[region].NrAccesses / observed), observed / (double)snapshot.MaxNrAccesses);
    }
}
