using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;

namespace Damon.Client.Pictures;

/// <summary>Access rates of the regions of a snapshot.</summary>
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
}
