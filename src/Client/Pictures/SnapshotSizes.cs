using Damon.Contracts.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Client.Pictures;

/// <summary>Sizes over all regions of a snapshot.</summary>
public static class SnapshotSizes
{
    /// <summary>The working set: the bytes touched with their error, or in a snapshot without estimates those of regions with any access.</summary>
    public static WorkingSetFigure WorkingSet(this Snapshot snapshot)
    {
        var (regions, touched) = (new WorkingSetSize(1), new TouchedSize());
        for (var i = 0; i < snapshot.Regions.Length; i++)
        {
            var region = snapshot.Regions[i];
            regions.Add(region.Size, region.NrAccesses);
            touched.Add(region.Size, snapshot.Touched?[i], snapshot.TouchedError?[i], snapshot.RateOf(i));
        }

        return snapshot.Touched is null ? new WorkingSetFigure(regions.Bytes) : touched.Figure;
    }
}
