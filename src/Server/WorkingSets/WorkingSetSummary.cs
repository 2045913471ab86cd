using Damon.Contracts.Rest;
using Damon.Model.Time;
using Damon.Model.WorkingSets;
using Damon.Server.Heatmaps;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.WorkingSets;

/// <summary>What callers see of the working sets of many snapshots.</summary>
internal static class WorkingSetSummary
{
    /// <summary>The series of a time made short; of long times from tiles, so that no more is read than is shown.</summary>
    /// <param name="history">Where it is stored.</param>
    /// <param name="entry">The session.</param>
    /// <param name="target">Index of the target.</param>
    /// <param name="time">The time.</param>
    /// <param name="most">Points wanted, at least 1.</param>
    /// <param name="isTouched">Whether bytes touched are wanted, and not whole regions.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static WorkingSetResource Of(IHistoryReader history, SessionEntry entry, int target, TimeRange time, int most, bool isTouched, CancellationToken cancellation)
        => Of(history.Figures(entry.Key, target, time, HeatmapEndpoints.Step(time, entry.Session, most)).Select(figures => SizePoint.Of(figures, isTouched)), most, cancellation);

    /// <summary>A series, made short where that is wanted.</summary>
    /// <param name="series">In time order; read once.</param>
    /// <param name="most">Points wanted; 0 for all.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static WorkingSetResource Of(IEnumerable<SizePoint> series, int most, CancellationToken cancellation)
    {
        var (points, sizes, sum, count) = (new List<WorkingSetPoint>(), new List<WorkingSetFigure>(), 0.0, 0L);
        foreach (var one in series)
        {
            cancellation.ThrowIfCancellationRequested();
            points.Add(one.Point);
            sizes.AddRange(one.Sizes());
            sum += (double)one.Point.Bytes * one.Count;
            count += one.Count;
        }

        // The percentiles are over all snapshots, however few points are shown.
        var spread = SizeSpread.Of(sizes);
        return new WorkingSetResource(spread.Percentiles, count == 0 ? 0 : sum / count, most == 0 ? points : [.. SeriesThinning.Thin(points, points.Count, most)])
        {
            Error = spread.MeanError,
            PercentileErrors = spread.Errors,
        };
    }
}
