using Damon.Contracts.Rest;
using Damon.Server.History;

namespace Damon.Server.Heatmaps;

/// <summary>Walks stored snapshots, once for the areas and once for the cells, without keeping any.</summary>
internal static class HeatmapBuilder
{
    /// <summary>The contiguous areas of all snapshots.</summary>
    public static AreaSet Areas(IEnumerable<SnapshotRow> snapshots, CancellationToken cancellation)
    {
        var areas = new AreaSet();
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            AddRuns(areas, snapshot);
        }

        return areas;
    }

    /// <summary>The heatmap.</summary>
    public static HeatmapResource Build(HeatmapBounds bounds, AreaSet areas, IEnumerable<SnapshotRow> snapshots, CancellationToken cancellation)
    {
        var grid = new HeatmapGrid(bounds);
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            AddRegions(grid, snapshot);
        }

        var cells = grid.Cells();
        return new HeatmapResource
        {
            FromUs = bounds.FromUs,
            ToUs = bounds.ToUs,
            Start = bounds.Start,
            End = bounds.End,
            Columns = bounds.Columns,
            Rows = bounds.Rows,
            Max = cells.Max(row => row.Max()) ?? 0,
            Cells = cells,
            Areas = [.. areas.Areas.Select(area => new AreaResource(area.Start, area.End))],
        };
    }

    private static void AddRegions(HeatmapGrid grid, SnapshotRow snapshot)
    {
        var most = Math.Max(1, snapshot.MaxNr);
        var scale = 1.0 / most;
        var regions = new RegionReader(snapshot.Regions);
        while (regions.MoveNext())
        {
            var unknown = Math.Min(regions.Unknown, most);

            // Ticks are counted, so that nothing exceeds the maximum but after a change of the intervals.
            var accessed = Math.Min(regions.NrAccesses, most - unknown);
            grid.Add(regions.Start, regions.End, accessed * scale, (most - unknown) * scale);
        }

        grid.Complete(snapshot.StartUs, snapshot.EndUs);
    }

    /// <summary>Neighbouring regions touch, so that a snapshot is a handful of runs.</summary>
    private static void AddRuns(AreaSet areas, SnapshotRow snapshot)
    {
        var regions = new RegionReader(snapshot.Regions);
        var (start, end, heat) = (0UL, 0UL, 0.0);
        while (regions.MoveNext())
        {
            if (regions.Start != end || start == end)
            {
                Flush();
                (start, heat) = (regions.Start, 0);
            }

            end = regions.End;
            heat += (double)regions.NrAccesses * (regions.End - regions.Start);
        }

        Flush();

        void Flush()
        {
            if (end > start)
            {
                areas.Add(start, end, heat);
            }
        }
    }
}
