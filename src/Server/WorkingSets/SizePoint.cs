using Damon.Contracts.Rest;
using Damon.Model.WorkingSets;
using Damon.Server.History;
using Damon.Server.History.Tiles;

namespace Damon.Server.WorkingSets;

/// <summary>A point of a series, and the snapshots that it stands for: one, or those of a tile.</summary>
/// <param name="Point">What callers see.</param>
/// <param name="Count">How many snapshots these are.</param>
/// <param name="Spread">How their sizes are spread; null for one.</param>
internal readonly record struct SizePoint(WorkingSetPoint Point, long Count, SizeQuantiles? Spread)
{
    /// <summary>The sizes, each with what it counts.</summary>
    public IEnumerable<WorkingSetFigure> Sizes()
    {
        if (Spread is not { } spread)
        {
            return [new WorkingSetFigure(Point.Bytes, Point.Error)];
        }

        var (count, error) = (Count, Point.Error);
        return Enumerable.Range(0, SizeQuantiles.Count).Select(i => new WorkingSetFigure(spread[i], error, count * SizeQuantiles.Weight(i)));
    }

    /// <summary>By the bytes touched, or where there is no estimate of them those of whole regions; or always by these, which is damo's definition.</summary>
    public static SizePoint Of(SnapshotFigures figures, bool isTouched) => isTouched ? OfTouched(figures) : OfRegions(figures, figures.WorkingSetBytes);

    /// <summary>By the bytes touched, or where there is no estimate of them those of whole regions.</summary>
    public static SizePoint OfTouched(SnapshotFigures figures)
        => Of(figures, figures.TouchedBytes ?? figures.WorkingSetBytes, figures.TouchedErrorBytes, figures.Tile?.InUse);

    /// <summary>By whole regions.</summary>
    /// <param name="figures">The snapshot's or tile's.</param>
    /// <param name="bytes">Bytes of the regions that count.</param>
    public static SizePoint OfRegions(SnapshotFigures figures, long bytes) => Of(figures, bytes, null, figures.Tile?.Regions);

    private static SizePoint Of(SnapshotFigures figures, long bytes, long? error, SizeQuantiles? spread) => new(
        new WorkingSetPoint(figures.EndUs, bytes, figures.ResidentBytes, figures.NrRegions)
        {
            Error = error,
            LowBytes = spread?.Low,
            HighBytes = spread?.High,
            SamplingUs = figures.SamplingUs,
            AggregationUs = figures.Tile?.AggregationUs ?? figures.EndUs - figures.StartUs,
            SamplerCpuUs = figures.SamplerCpuUs,
        },
        figures.Tile?.Count ?? 1,
        spread);
}
