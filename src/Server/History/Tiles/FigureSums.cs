using Damon.Server.History.Packing.Tiles;

namespace Damon.Server.History.Tiles;

/// <summary>Sums the figures of snapshots, or of tiles, into those of one tile.</summary>
internal sealed class FigureSums
{
    private readonly List<(long Bytes, double Weight)> _inUse = [];
    private readonly List<(long Bytes, double Weight)> _regions = [];
    private readonly WeightedMean _workingSet = new();
    private readonly WeightedMean _touched = new();
    private readonly WeightedMean _resident = new();
    private readonly WeightedMean _nrRegions = new();
    private readonly WeightedMean _lasted = new();
    private double _squares;
    private double _errors;
    private long _count;
    private int _missed;
    private SnapshotFigures? _last;

    /// <summary>Adds the figures of a snapshot or of a tile of the level below.</summary>
    public void Add(SnapshotFigures figures)
    {
        var count = figures.Tile?.Count ?? 1;
        if (count == 0)
        {
            return;
        }

        _count += count;
        _missed += figures.MissedTicks;
        _workingSet.Add(figures.WorkingSetBytes, count);
        _touched.Add(figures.TouchedBytes, count);
        _resident.Add(figures.ResidentBytes, count);
        _nrRegions.Add(figures.NrRegions, count);
        _lasted.Add(figures.Tile?.AggregationUs ?? figures.EndUs - figures.StartUs, count);
        if (figures.TouchedErrorBytes is { } error)
        {
            // As MeanError has it.
            _squares += (double)error * error * count;
            _errors += count;
        }

        Add(_inUse, figures.Tile?.InUse, figures.TouchedBytes ?? figures.WorkingSetBytes, count);
        Add(_regions, figures.Tile?.Regions, figures.WorkingSetBytes, count);
        _last = figures;
    }

    /// <summary>Those of the tile; the count is 0 when nothing was added.</summary>
    /// <param name="startUs">Its start, Unix microseconds.</param>
    /// <param name="endUs">Its end.</param>
    /// <param name="tolerance">How unlike what it tells as one may be.</param>
    public SnapshotFigures Of(long startUs, long endUs, int tolerance) => new()
    {
        Target = _last?.Target ?? 0,
        Seq = _last?.Seq ?? 0,
        StartUs = startUs,
        EndUs = endUs,
        MaxNrAccesses = TileRegions.Steps,
        NrRegions = (int)(_nrRegions.Rounded ?? 0),
        WorkingSetBytes = _workingSet.Rounded ?? 0,
        TouchedBytes = _touched.Rounded,
        TouchedErrorBytes = _errors > 0 ? (long)Math.Round(Math.Sqrt(_squares / _errors)) : null,
        ResidentBytes = _resident.Rounded,
        SamplerCpuUs = _last?.SamplerCpuUs ?? 0,
        SamplingUs = _last?.SamplingUs ?? 0,
        MissedTicks = _missed,
        Tile = new TileFigures
        {
            Count = _count,
            AggregationUs = _lasted.Rounded ?? 0,
            InUse = _count == 0 ? default : SizeQuantiles.Of(_inUse),
            Regions = _count == 0 ? default : SizeQuantiles.Of(_regions),
            Tolerance = tolerance,
        },
    };

    private static void Add(List<(long Bytes, double Weight)> sizes, SizeQuantiles? spread, long bytes, long count)
    {
        if (spread is not { } several)
        {
            sizes.Add((bytes, 1));
            return;
        }

        for (var i = 0; i < SizeQuantiles.Count; i++)
        {
            sizes.Add((several[i], count * SizeQuantiles.Weight(i)));
        }
    }
}
