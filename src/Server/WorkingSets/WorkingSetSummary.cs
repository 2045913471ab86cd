using Damon.Contracts.Rest;
using Damon.Model.WorkingSets;
using Damon.Server.History;

namespace Damon.Server.WorkingSets;

/// <summary>What callers see of the working sets of many snapshots.</summary>
internal static class WorkingSetSummary
{
    /// <summary>A point for every snapshot.</summary>
    /// <param name="series">One point a snapshot, in time order; read once.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static WorkingSetResource Of(IEnumerable<WorkingSetPoint> series, CancellationToken cancellation)
    {
        var sizes = new List<WorkingSetFigure>();
        return Of([.. Noting(series, sizes, cancellation)], sizes);
    }

    /// <summary>The series made short.</summary>
    /// <param name="series">One point a snapshot, in time order; read once.</param>
    /// <param name="count">How many these are.</param>
    /// <param name="most">Points wanted, at least 1.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static WorkingSetResource Of(IEnumerable<WorkingSetPoint> series, long count, int most, CancellationToken cancellation)
    {
        var sizes = new List<WorkingSetFigure>();
        return Of([.. SeriesThinning.Thin(Noting(series, sizes, cancellation), count, most)], sizes);
    }

    /// <summary>The point of one snapshot: the bytes touched, or where it has no estimate of them those of whole regions.</summary>
    public static WorkingSetPoint Touched(SnapshotFigures figures)
        => Regions(figures) with { Bytes = figures.TouchedBytes ?? figures.WorkingSetBytes, Error = figures.TouchedErrorBytes };

    /// <summary>The point of one snapshot by damo's definition: whole regions with any access.</summary>
    public static WorkingSetPoint Regions(SnapshotFigures figures) => new(figures.EndUs, figures.WorkingSetBytes, figures.ResidentBytes, figures.NrRegions)
    {
        SamplingUs = figures.SamplingUs,
        AggregationUs = figures.EndUs - figures.StartUs,
        SamplerCpuUs = figures.SamplerCpuUs,
    };

    private static WorkingSetResource Of(IReadOnlyList<WorkingSetPoint> shown, List<WorkingSetFigure> sizes)
    {
        var spread = SizeSpread.Of(sizes);
        return new WorkingSetResource(spread.Percentiles, spread.Mean, shown) { Error = spread.MeanError, PercentileErrors = spread.Errors };
    }

    /// <summary>Notes every size on the way: the percentiles are over all snapshots, however few points are shown.</summary>
    private static IEnumerable<WorkingSetPoint> Noting(IEnumerable<WorkingSetPoint> series, List<WorkingSetFigure> sizes, CancellationToken cancellation)
    {
        foreach (var point in series)
        {
            cancellation.ThrowIfCancellationRequested();
            sizes.Add(new WorkingSetFigure(point.Bytes, point.Error));
            yield return point;
        }
    }
}
