using Damon.Contracts.Monitoring;
using Damon.Model.Binning;
using Damon.Model.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Client.Pictures;

/// <summary>What a snapshot says of one of its regions.</summary>
public static class SnapshotRates
{
    /// <summary>The rate of one region.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">Index of the region.</param>
    public static AccessRate RateOf(this Snapshot snapshot, int region)
        => AccessRate.Of(snapshot.Regions[region].NrAccesses, snapshot.UnknownOf(region), snapshot.MaxNrAccesses);

    /// <summary>Samples of one region that could not be observed.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">Index of the region.</param>
    public static int UnknownOf(this Snapshot snapshot, int region)
        => snapshot.Unknown is { } unknown && region < unknown.Length ? unknown[region] : 0;

    /// <summary>
    /// For how long the access rate of one region has stayed about the same, microseconds, not negative. Intervals differ
    /// in length, so that the age in intervals tells it only where nothing better was recorded.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">Index of the region.</param>
    public static double UnchangedUsOf(this Snapshot snapshot, int region)
        => snapshot.SinceUs is { } since && region < since.Length
            ? Math.Max(0, snapshot.EndUs - since[region])
            : (double)snapshot.Regions[region].Age * (snapshot.EndUs - snapshot.StartUs);

    /// <summary>What one region tells a cell.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">Index of the region.</param>
    /// <param name="measure">What cells tell.</param>
    public static RegionMeasure MeasureOf(this Snapshot snapshot, int region, CellMeasure measure)
        => RegionMeasure.Of(measure, snapshot.RateOf(region), snapshot.Touched?[region], snapshot.Touched is not null, snapshot.UnchangedUsOf(region));

    /// <summary>The value of one region alone, percent or seconds; null when nothing is known.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">Index of the region.</param>
    /// <param name="measure">What is asked for.</param>
    public static double? ValueOf(this Snapshot snapshot, int region, CellMeasure measure)
        => snapshot.MeasureOf(region, measure) is { Weight: > 0 } told ? told.Value / told.Weight * (measure == CellMeasure.Idle ? 1 : 100) : null;

    /// <summary>
    /// Share of one region that was accessed within the interval, 0 .. 1: as estimated, or at least its rate where it was
    /// not sampled; all of it or nothing in a snapshot without estimates. 0 where nothing is known.
    /// </summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="region">Index of the region.</param>
    public static double TouchedOf(this Snapshot snapshot, int region)
        => snapshot.RateOf(region).Percent is not { } percent ? 0
            : snapshot.Touched is { } touched ? touched[region] ?? (percent / 100)
            : WorkingSetSize.Counts(snapshot.Regions[region].NrAccesses) ? 1 : 0;
}
