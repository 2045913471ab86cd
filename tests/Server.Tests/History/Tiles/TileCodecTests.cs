using CsCheck;
using Damon.Server.History;
using Damon.Server.History.Packing.Tiles;
using Damon.Server.History.Tiles;
using Damon.Server.Tests.History.Chunks;

namespace Damon.Server.Tests.History.Tiles;

public sealed class TileCodecTests
{
    private const int Level = 13;
    private const long PieceUs = 1_000 * 13_107_200L;

    private static readonly long Length = TileScale.LengthUs(Level);

    [Fact]
    public void Tiles_AnyThatWereStored_AreAsTheyWere()
        => Gen.Select(Gen.Int, Gen.Int[1, TileScale.TilesInPiece]).Sample((seed, count) =>
        {
            var tiles = Tiles(seed, count);

            var (figures, regions) = TileCodec.Encode(PieceUs, Length, tiles);

            var readFigures = TileCodec.Figures(figures, 3, PieceUs, Length);
            Assert.Equal(tiles.Select(static tile => tile.Figures with { Target = 3 }), readFigures);
            var stored = TileCodec.Regions(regions, tiles.Count, Length);
            Assert.Equal(tiles.Select(static tile => Text(tile.Figures, new StoredTile(tile.Regions, 0, tile.Regions.Count, Length))), readFigures.Zip(stored, Text));
        });

    [Fact]
    public void Tiles_AnyCutOrDamage_EndsWithInvalidDataOrOtherTiles()
    {
        var tiles = Tiles(2, 16);
        var (figures, regions) = TileCodec.Encode(PieceUs, Length, tiles);
        var all = figures.Concat(regions).ToArray();
        Gen.Select(Gen.Int[0, all.Length], Gen.Int[0, all.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            byte[] damaged = [.. all];
            damaged[at] = value;
            damaged = damaged[..length];
            try
            {
                var read = TileCodec.Figures([.. damaged.Take(figures.Length)], 0, PieceUs, Length);
                foreach (var (one, stored) in read.Zip(TileCodec.Regions([.. damaged.Skip(figures.Length)], read.Count, Length)))
                {
                    Text(one, stored);
                }
            }
            catch (InvalidDataException)
            {
                // What it is for.
            }
        });
    }

    [Fact]
    public void IdleSteps_OfAnyTime_AreNearItAndGrowByATile()
        => Gen.Double[0, 1e7].Sample(seconds =>
        {
            var code = IdleSteps.Code(seconds, 0.8);

            Assert.InRange(IdleSteps.Seconds(code, 0.8), ((seconds + 0.8) * Math.Pow(2, -0.6 / 24)) - 0.8, Math.Max(0.05, ((seconds + 0.8) * Math.Pow(2, 0.6 / 24)) - 0.8));
            Assert.InRange(IdleSteps.Seconds(IdleSteps.After(code), 0.8), IdleSteps.Seconds(code, 0.8), ((IdleSteps.Seconds(code, 0.8) + 1.6) * Math.Pow(2, 0.6 / 24)) - 0.8);
        });

    private static string Text(SnapshotFigures figures, IStoredRegions stored) => TileTruth.Text(new StoredSnapshot(1, figures, stored));

    private static List<(SnapshotFigures Figures, TileRegions Regions)> Tiles(int seed, int count)
    {
        var (samples, random) = (new ChunkSamples(seed), new Random(seed));
        var tiles = new List<(SnapshotFigures Figures, TileRegions Regions)>();
        for (var i = 0; i < count; i++)
        {
            // Some are left out.
            if (random.Next(5) == 0 && i + 1 < count)
            {
                continue;
            }

            var sums = new TileSums(PieceUs + (i * Length), Level);
            for (var k = 0; k < 8; k++)
            {
                sums.Add(samples.Next(1, 3, (i * 8) + k, PieceUs + (i * Length) + (k * 100_000)));
            }

            var regions = sums.Regions(out var tolerance);
            tiles.Add((sums.Figures(tolerance), regions));
        }

        return tiles;
    }
}
