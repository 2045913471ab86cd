using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Server.History;
using Damon.Server.History.Packing.Tiles;

namespace Damon.Server.Heatmaps;

/// <summary>Walks stored snapshots without keeping any; unpacking them is what a heatmap of hours costs.</summary>
internal static class HeatmapBuilder
{
    /// <summary>The contiguous areas of all snapshots.</summary>
    public static AreaSet Areas(IEnumerable<StoredSnapshot> snapshots, CancellationToken cancellation)
    {
        var finder = new AreaFinder();
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            finder.Add(snapshot);
        }

        return finder.Areas;
    }

    /// <summary>The heatmap.</summary>
    /// <param name="bounds">What it covers.</param>
    /// <param name="known">The areas where they have been walked already; null to find them on the way.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static HeatmapResource Build(HeatmapBounds bounds, AreaSet? known, IEnumerable<StoredSnapshot> snapshots, CancellationToken cancellation)
    {
        var grid = new HeatmapGrid(bounds);
        var areas = known ?? new AreaSet();
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            AddRegions([grid], known is null ? areas : null, snapshot);
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
            Areas = AreaFinder.Resources(areas),
        };
    }

    /// <summary>A picture of several parts of the address space, packed.</summary>
    /// <param name="parts">The parts, lowest first; they have the same time and columns, and all tell the same.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static PackedCells Pack(IReadOnlyList<HeatmapBounds> parts, IEnumerable<StoredSnapshot> snapshots, CancellationToken cancellation)
    {
        HeatmapGrid[] grids = [.. parts.Select(static bounds => new HeatmapGrid(bounds))];
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            AddRegions(grids, null, snapshot);
        }

        var packed = new PackedCells(grids[0].Columns, grids.Sum(static part => part.Rows));
        var row = 0;
        foreach (var part in grids)
        {
            part.Pack(packed, row);
            row += part.Rows;
        }

        return packed;
    }

    private static void AddRegions(ReadOnlySpan<HeatmapGrid> grids, AreaSet? areas, StoredSnapshot snapshot)
    {
        var run = default(RegionRun);
        var regions = snapshot.Regions;
        while (regions.MoveNext())
        {
            if (areas is not null)
            {
                run.Add(regions, areas);
            }

            var range = new AddressRange(regions.Start, regions.End);
            var told = RegionTold.Of(grids.Length > 0 ? grids[0].Measure : default, regions, snapshot.Figures);
            foreach (var grid in grids)
            {
                grid.Add(range, told);
            }
        }

        run.End(areas);
        foreach (var grid in grids)
        {
            grid.Complete(snapshot.Figures.StartUs, snapshot.Figures.EndUs);
        }
    }
}
