using Damon.Contracts.Rest.Areas;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Model.WorkingSets;
using Damon.Server.History;

namespace Damon.Server.AreaUses;

/// <summary>Sums snapshots over some addresses, each as long as it lasted.</summary>
/// <param name="range">The addresses.</param>
internal sealed class AreaSums(AddressRange range)
{
    private readonly SpreadSums _rate = new();
    private readonly SpreadSums _touched = new();
    private readonly SpreadSums _monitored = new();

    /// <summary>Adds the part of a snapshot that lies in a time.</summary>
    public void Add(StoredSnapshot snapshot, TimeRange time)
    {
        var lasted = Math.Min(snapshot.Figures.EndUs, time.ToUs) - Math.Max(snapshot.Figures.StartUs, time.FromUs);
        if (lasted <= 0)
        {
            return;
        }

        var isTile = snapshot.Figures.Tile is not null;
        var touched = new TouchedSize();
        var (bytes, accessed, observed, touchedBytes, estimated) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            if (regions.Start >= range.End || regions.End <= range.Start)
            {
                continue;
            }

            var part = Math.Min(regions.End, range.End) - Math.Max(regions.Start, range.Start);
            var rate = AccessRate.Of(regions.NrAccesses, regions.Unknown, snapshot.Figures.MaxNrAccesses);
            bytes += part;
            accessed += part * rate.AccessedShare;
            observed += part * rate.ObservedShare;
            if (isTile)
            {
                var told = regions.Told(CellMeasure.Touched);
                touchedBytes += part * told.Value;
                estimated += told.Weight;
            }
            else
            {
                touched.Add(part, regions.Touched, regions.TouchedError, rate);
            }
        }

        if (bytes <= 0)
        {
            return;
        }

        _monitored.Add(bytes, lasted, snapshot.Figures.Tile?.Count ?? 1);
        if (observed > 0)
        {
            // What is seen of a snapshot is worth as much as was observed of it.
            _rate.Add(100 * accessed / observed, lasted * observed);
        }

        if (isTile ? estimated > 0 : regions.HasShares)
        {
            _touched.Add(isTile ? Math.Round(touchedBytes) : touched.Figure.Bytes, lasted);
        }
    }

    /// <summary>All that was added.</summary>
    /// <param name="time">The time asked for.</param>
    public AreaUse Use(TimeRange time) => new(
        time.FromUs, time.ToUs, range.Start, range.End, _monitored.Count, Math.Round(_monitored.Spread?.Mean ?? 0), _rate.Spread, _touched.Spread);
}
