using Damon.Model.Addresses;
using Damon.Model.Binning;
using Damon.Server.History.Packing.Tiles;

namespace Damon.Server.History.Tiles;

/// <summary>
/// Sums what is told of a time into one tile: snapshots, or the tiles of the level below. Each part of the memory whose
/// borders are in any of them is summed apart, weighted by time; neighbours that are alike are then told as one.
/// </summary>
/// <param name="startUs">Start of the tile, Unix microseconds.</param>
/// <param name="level">Its level.</param>
internal sealed class TileSums(long startUs, int level)
{
    private readonly long _endUs = startUs + TileScale.LengthUs(level);
    private readonly List<StoredSnapshot> _pieces = [];
    private readonly FigureSums _figures = new();

    /// <summary>One past the last microsecond.</summary>
    public long EndUs => _endUs;

    /// <summary>Whether nothing was added.</summary>
    public bool IsEmpty => _pieces.Count == 0;

    /// <summary>Adds the part of a snapshot or a tile that lies in the tile's time.</summary>
    public void Add(StoredSnapshot piece)
    {
        var figures = piece.Figures;
        if (figures.StartUs >= _endUs || figures.EndUs <= startUs)
        {
            return;
        }

        _pieces.Add(piece);
        if (figures.EndUs > startUs && figures.EndUs <= _endUs)
        {
            _figures.Add(figures);
        }
    }

    /// <summary>What the figures tell together.</summary>
    /// <param name="tolerance">As <see cref="Regions"/> had it.</param>
    public SnapshotFigures Figures(int tolerance) => _figures.Of(startUs, _endUs, tolerance);

    /// <summary>The regions of the tile.</summary>
    /// <param name="tolerance">The step of tolerance that was needed.</param>
    public TileRegions Regions(out int tolerance)
    {
        var parts = new TileParts(Borders());
        foreach (var piece in _pieces)
        {
            var share = (Math.Min(_endUs, piece.Figures.EndUs) - Math.Max(startUs, piece.Figures.StartUs)) / (double)(_endUs - startUs);
            var at = 0;
            var regions = piece.Regions;
            while (regions.MoveNext())
            {
                at = parts.Add(
                    at, new AddressRange(regions.Start, regions.End), share, RegionTold.Of(CellMeasure.Rate, regions, piece.Figures),
                    RegionTold.Of(CellMeasure.Touched, regions, piece.Figures), RegionTold.Of(CellMeasure.Idle, regions, piece.Figures));
            }
        }

        return TileMerge.Of(parts, TileScale.LengthUs(level) / 1e6, _pieces.Max(MostRegions), out tolerance);
    }

    // Half as many as a snapshot has: its regions are as small as sampling needs them, not as they are unlike.
    private static int MostRegions(StoredSnapshot piece) => piece.Figures.Tile is null ? piece.Regions.Count / 2 : piece.Regions.Count;

    // Where any region begins or ends, rising; those of one snapshot rise already.
    private ulong[] Borders()
    {
        var (borders, count) = (Array.Empty<ulong>(), 0);
        foreach (var piece in _pieces)
        {
            var regions = piece.Regions;
            var merged = new ulong[count + (2 * regions.Count)];
            var (at, length) = (0, 0);
            while (regions.MoveNext())
            {
                Put(regions.Start);
                Put(regions.End);
            }

            Put(ulong.MaxValue);
            (borders, count) = (merged, length);

            void Put(ulong border)
            {
                while (at < count && borders[at] < border)
                {
                    merged[length++] = borders[at++];
                }

                at += at < count && borders[at] == border ? 1 : 0;
                if (border != ulong.MaxValue && (length == 0 || merged[length - 1] != border))
                {
                    merged[length++] = border;
                }
            }
        }

        return borders[..count];
    }
}
