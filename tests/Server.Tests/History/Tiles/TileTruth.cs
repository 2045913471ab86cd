using Damon.Model.Binning;
using Damon.Server.History;
using Damon.Server.History.Packing.Tiles;
using Damon.Server.History.Tiles;

namespace Damon.Server.Tests.History.Tiles;

/// <summary>Compares a tile with the snapshots of its time, one address after another and without the code that made it.</summary>
internal static class TileTruth
{
    // What rounding a share to 1/1,000, and a time to 1/24 octave, may add at each level.
    private const double ShareStep = 0.6 / TileRegions.Steps;
    private const double OctaveStep = 0.6 / 24;

    /// <summary>Each value lies within the bound that the tile tells of those that it stands for, and their sums are kept.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="snapshots">All that overlap it.</param>
    /// <param name="levels">How many times something was rounded.</param>
    public static void Check(StoredSnapshot tile, List<StoredSnapshot> snapshots, int levels)
    {
        ulong[] borders = [.. snapshots.SelectMany(Ranges).SelectMany(static range => new[] { range.Start, range.End }).Distinct().Order()];
        var told = Ranges(tile);
        foreach (var measure in Enum.GetValues<CellMeasure>())
        {
            var (toldSum, trueSum, weights) = (0.0, 0.0, 0.0);
            foreach (var (low, high) in borders.Zip(borders.Skip(1)))
            {
                var truth = snapshots.SelectMany(snapshot => Parts(snapshot, tile, low, measure)).ToList();
                if (truth.Count == 0)
                {
                    Assert.DoesNotContain(told, range => range.Start <= low && range.End > low);
                    continue;
                }

                var here = Parts(tile, tile, low, measure).Single();
                var bytes = (double)(high - low);
                toldSum += here.Value * bytes;
                trueSum += truth.Sum(static one => one.Value * one.Share) * bytes;
                weights += bytes;
                var known = truth.Where(static one => one.Weight > 0).ToList();
                Within(measure, tile, here, known, levels);
            }

            // Merging keeps sums; only rounding moves them.
            var room = measure == CellMeasure.Idle ? (Math.Pow(2, OctaveStep * levels) - 1 + (levels * ShareStep)) * (Math.Abs(trueSum) + (weights * Length(tile))) : 2 * ShareStep * levels * weights;
            Assert.InRange(toldSum, trueSum - room, trueSum + room);
        }
    }

    /// <summary>All that a piece tells, to compare.</summary>
    public static string Text(StoredSnapshot piece) => string.Join(
        ' ',
        (object[])[piece.Figures, .. Ranges(piece), .. Ranges(piece).SelectMany(range => Enum.GetValues<CellMeasure>().Select(measure => Parts(piece, piece, range.Start, measure).Single().Value))]);

    // Between the lowest and the highest that it stands for, and what joining and rounding may add.
    private static void Within(CellMeasure measure, StoredSnapshot tile, (double Value, double Weight, double Share) here, List<(double Value, double Weight, double Share)> known, int levels)
    {
        if (known.Count == 0 || here.Weight <= 0)
        {
            return;
        }

        var (value, low, high) = (here.Value / here.Weight, known.Min(static one => one.Value / one.Weight), known.Max(static one => one.Value / one.Weight));
        if (measure == CellMeasure.Idle)
        {
            var octaves = (TileTolerance.Octaves(tile.Figures.Tile!.Tolerance) + OctaveStep) * levels;
            var length = Length(tile);
            Assert.InRange(Math.Log2(1 + (value / length)), Math.Log2(1 + (low / length)) - octaves, Math.Log2(1 + (high / length)) + octaves);
            return;
        }

        var room = (TileTolerance.Share(tile.Figures.Tile!.Tolerance) + ShareStep) * levels;
        Assert.InRange(value, low - room, high + room);
    }

    private static double Length(StoredSnapshot tile) => (tile.Figures.EndUs - tile.Figures.StartUs) / 1e6;

    private static List<(ulong Start, ulong End)> Ranges(StoredSnapshot piece)
    {
        var ranges = new List<(ulong Start, ulong End)>();
        var regions = piece.Regions;
        while (regions.MoveNext())
        {
            ranges.Add((regions.Start, regions.End));
        }

        return ranges;
    }

    // What is told of an address: value times weight, the weight, and the share of the tile's time.
    private static List<(double Value, double Weight, double Share)> Parts(StoredSnapshot piece, StoredSnapshot tile, ulong address, CellMeasure measure)
    {
        var found = new List<(double Value, double Weight, double Share)>();
        var regions = piece.Regions;
        while (regions.MoveNext())
        {
            if (regions.Start <= address && regions.End > address)
            {
                var told = RegionTold.Of(measure, regions, piece.Figures);
                var shared = Math.Min(piece.Figures.EndUs, tile.Figures.EndUs) - Math.Max(piece.Figures.StartUs, tile.Figures.StartUs);
                found.Add((told.Value, told.Weight, shared / (double)(tile.Figures.EndUs - tile.Figures.StartUs)));
            }
        }

        return found;
    }
}
