using Damon.Model.Binning;
using Damon.Server.Heatmaps;
using Damon.Server.History;
using Damon.Server.History.Packing;
using Damon.Server.History.Packing.Chunks;
using Damon.Server.History.Packing.Tiles;
using Damon.Server.History.Tiles;

namespace Damon.Fuzz.Stored;

/// <summary>What the server makes of stored snapshots: whatever these tell, it must not go beyond its arrays or fail in other ways than it says.</summary>
internal static class Readers
{
    private const int Cells = 20;

    public static void Use(params StoredSnapshot[] snapshots)
    {
        foreach (var snapshot in snapshots)
        {
            _ = snapshot.ToSnapshot();
            _ = new RegionReader(snapshot.Packed).Count;
        }

        Draw(snapshots);
        _ = Compressed.Unpack(ChunkCodec.Encode(snapshots).Regions);
        Sum(snapshots);
    }

    public static void UseTiles(params StoredSnapshot[] tiles)
    {
        Draw(tiles);
        Sum(tiles);
    }

    private static void Draw(StoredSnapshot[] snapshots)
    {
        foreach (var measure in Enum.GetValues<CellMeasure>())
        {
            var from = snapshots.Length > 0 ? snapshots[0].Figures.StartUs : 0;
            var bounds = new HeatmapBounds(from, from + 1_000_000, 0, 1UL << 40, Cells, Cells) { Measure = measure, EvenRows = true };
            _ = HeatmapBuilder.Pack([bounds, bounds with { Start = 1UL << 40, End = ulong.MaxValue }], snapshots, CancellationToken.None);
            _ = HeatmapBuilder.Build(bounds, null, snapshots, CancellationToken.None);
        }
    }

    private static void Sum(StoredSnapshot[] snapshots)
    {
        var sums = new TileSums(snapshots.Length > 0 ? snapshots[0].Figures.StartUs : 0, 13);
        foreach (var snapshot in snapshots)
        {
            sums.Add(snapshot);
        }

        if (!sums.IsEmpty)
        {
            var regions = sums.Regions(out var tolerance);
            _ = (sums.Figures(tolerance), TileRegionColumns.Write([regions]));
        }
    }
}
