using Damon.Model.Binning;
using Damon.Model.Monitoring;

namespace Damon.Server.History.Packing.Tiles;

/// <summary>What a stored region adds to cells, whether it is a snapshot's or a tile's.</summary>
internal static class RegionTold
{
    /// <summary>What it adds for each byte and time that it lasted.</summary>
    /// <param name="measure">What cells tell.</param>
    /// <param name="region">The region.</param>
    /// <param name="figures">Its snapshot's figures.</param>
    public static RegionMeasure Of(CellMeasure measure, in RegionReader region, SnapshotFigures figures)
    {
        if (figures.Tile is not null)
        {
            return region.Told(measure);
        }

        // As long as it was about the same until the snapshot's start, and all of the snapshot.
        var length = figures.EndUs - figures.StartUs;
        var unchangedUs = region.HasSince ? region.UnchangedUs + length : (double)region.Age * length;
        var rate = AccessRate.Of(region.NrAccesses, region.Unknown, figures.MaxNrAccesses);
        return RegionMeasure.Of(measure, rate, region.Touched, region.HasShares, unchangedUs);
    }
}
