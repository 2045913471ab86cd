using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Heatmaps;

/// <summary>Walks stored snapshots without keeping any; unpacking them is what a heatmap of hours costs.</summary>
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
    /// <param name="bounds">What it covers.</param>
    /// <param name="known">The areas where they have been walked already; null to find them on the way.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static HeatmapResource Build(HeatmapBounds bounds, AreaSet? known, IEnumerable<SnapshotRow> snapshots, CancellationToken cancellation)
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
            Areas = [.. areas.Areas.Select(area => new AreaResource(area.Start, area.End))],
        };
    }

    /// <summary>Several parts of the address space, over the same time, in one walk.</summary>
    /// <param name="parts">What each covers; all with the same time and columns.</param>
    /// <param name="snapshots">The snapshots.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static PackedCells Pack(IReadOnlyList<HeatmapBounds> parts, IEnumerable<SnapshotRow> snapshots, CancellationToken cancellation)
    {
        HeatmapGrid[] grids = [.. parts.Select(bounds => new HeatmapGrid(bounds))];
        foreach (var snapshot in snapshots)
        {
            cancellation.ThrowIfCancellationRequested();
            AddRegions(grids, null, snapshot);
        }

        var packed = new PackedCells(parts[0].Columns, parts.Sum(bounds => bounds.Rows));
        var row = 0;
        foreach (var (grid, bounds) in grids.Zip(parts))
        {
            grid.Pack(packed, row);
            row += bounds.Rows;
        }

        return packed;
    }

    private static void AddRegions(ReadOnlySpan<HeatmapGrid> grids, AreaSet? areas, SnapshotRow snapshot)
    {
        var run = new Run();
        var regions = new RegionReader(snapshot.Regions);
        while (regions.MoveNext())
        {
            if (areas is not null)
            {
                run.Add(regions, areas);
            }

            var range = new AddressRange(regions.Start, regions.End);
            var rate = AccessRate.Of(regions.NrAccesses, regions.Unknown, snapshot.MaxNr);
            foreach (var grid in grids)
            {
                grid.Add(range, rate);
            }
        }

        run.End(areas);
        foreach (var grid in grids)
        {
            grid.Complete(snapshot.StartUs, snapshot.EndUs);
        }
    }

    private static void AddRuns(AreaSet areas, SnapshotRow snapshot)
    {
        var run = new Run();
        var regions = new RegionReader(snapshot.Regions);
        while (regions.MoveNext())
        {
            run.Add(regions, areas);
        }

        run.End(areas);
    }

    /// <summary>Neighbouring regions touch, so that a snapshot is a handful of runs instead of a thousand parts.</summary>
    private struct Run
    {
        private ulong _start;
        private ulong _end;
        private double _heat;

        public void Add(in RegionReader region, AreaSet areas)
        {
            if (region.Start != _end)
            {
                End(areas);
                _start = region.Start;
                _heat = 0;
            }

            _end = region.End;
            _heat += (double)region.NrAccesses * (region.End - region.Start);
        }

        public readonly void End(AreaSet? areas)
        {
            if (_end > _start)
            {
                areas?.Add(new AddressRange(_start, _end), _heat);
            }
        }
    }
}
