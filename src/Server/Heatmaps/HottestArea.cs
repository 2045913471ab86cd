using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Heatmaps;

/// <summary>
/// The heatmap of one cell over the area with the most access. Which one that is shows only at the end of the walk; but
/// the sums of a cell that covers a whole area can be kept by the runs that make it up, so that one walk is enough.
/// </summary>
internal static class HottestArea
{
    /// <summary>The heatmap.</summary>
    /// <param name="time">Its time.</param>
    /// <param name="snapshots">What overlaps the time; read once.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static HeatmapResource Build(TimeRange time, IEnumerable<StoredSnapshot> snapshots, CancellationToken cancellation)
    {
        var finder = new AreaFinder();
        var sums = new Dictionary<AddressRange, (double Accessed, double Observed)>();
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            finder.Add(snapshot);
            Add(sums, snapshot, time);
        }

        var area = finder.Areas.Hottest?.Range ?? default;
        var inside = sums.Where(run => area.Intersects(run.Key)).Select(run => run.Value).ToArray();
        var (accessed, observed) = (inside.Sum(run => run.Accessed), inside.Sum(run => run.Observed));
        double? percent = observed > 0 ? Math.Round(100 * accessed / observed, 4) : null;
        return new HeatmapResource
        {
            FromUs = time.FromUs,
            ToUs = time.ToUs,
            Start = area.Start,
            End = area.End,
            Columns = 1,
            Rows = 1,
            Max = percent ?? 0,
            Cells = [[percent]],
            Areas = AreaFinder.Resources(finder.Areas),
        };
    }

    private static void Add(Dictionary<AddressRange, (double Accessed, double Observed)> sums, StoredSnapshot snapshot, TimeRange time)
    {
        var shared = (double)Math.Max(0, Math.Min(snapshot.Figures.EndUs, time.ToUs) - Math.Max(snapshot.Figures.StartUs, time.FromUs));
        var run = default(AddressRange);
        var (accessed, observed) = (0.0, 0.0);
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            if (regions.Start != run.End)
            {
                Keep();
                run = new AddressRange(regions.Start, regions.Start);
                (accessed, observed) = (0, 0);
            }

            run = run with { End = regions.End };
            var rate = AccessRate.Of(regions.NrAccesses, regions.Unknown, snapshot.Figures.MaxNrAccesses);
            var weight = shared * (regions.End - regions.Start);
            accessed += rate.AccessedShare * weight;
            observed += rate.ObservedShare * weight;
        }

        Keep();

        void Keep()
        {
            if (run.Size > 0)
            {
                var known = sums.GetValueOrDefault(run);
                sums[run] = (known.Accessed + accessed, known.Observed + observed);
            }
        }
    }
}
