using CsCheck;
using Damon.Contracts.Monitoring;
using Damon.Server.History;
using Damon.Server.History.Packing.Chunks;

namespace Damon.Server.Tests.History.Chunks;

public sealed class ChunkCodecTests
{
    [Fact]
    public void Snapshots_AnyThatWereStored_AreAsTheyWere()
        => Gen.Select(Gen.Int, Gen.Int[1, 70]).Sample((seed, count) =>
        {
            var wanted = Taken(seed, count);

            var read = Stored(wanted);

            Assert.Equal(wanted.Select(static one => one.Figures), read.Select(static one => one.Figures));
            Assert.Equal(wanted.Select(static one => one.Packed), read.Select(static one => one.Packed));
            Assert.Equal(wanted.Select(static one => Text(one.ToSnapshot())), read.Select(static one => Text(one.ToSnapshot())));
        });

    [Fact]
    public void Snapshots_OfEarlierVersionsAndWithoutRegions_AreAsTheyWere()
    {
        // Form 1 with unknown samples, then none at all, then form 1 without.
        byte[][] packed = [[1, 1, 2, 0x0b, 5, 3, 4, 1, 0x04, 1, 2, 0], [2, 0, 0], [1, 0, 1, 0x0b, 5, 3, 5]];
        var wanted = packed.Select((bytes, i) => new StoredSnapshot(7, new SnapshotFigures { Seq = i, StartUs = i * 10, EndUs = (i * 10) + 9, NrRegions = bytes[2] }, bytes)).ToArray();

        Assert.Equal(packed, Stored(wanted).Select(static one => one.Packed));
    }

    [Fact]
    public void Snapshots_OfAChunkOfAnEarlierVersion_AreRead()
    {
        // Two snapshots of two regions in ten columns, samples and shares as they are.
        var writer = new ColumnWriter(10);
        Numbers(0, 3, 12, 100_000, 2, 0, 2);
        Numbers(1, (2 << 1) | 1, 3 << 1, (2 << 1) | 1, 3 << 1);
        Numbers(2, 16, 16);
        Numbers(3, 5, 0, 7, 1);
        Numbers(4, 1 + 9, 0, 0, 1 + 4);
        Numbers(6, 12, 1, 13, 0);
        Numbers(7, 5_001, 1, 0, 10_001);
        Numbers(8, 300, 0, 123);
        Numbers(9, 1, 1, 0, 1);
        SnapshotFigures[] figures = [new() { NrRegions = 2, StartUs = 5_000_000 }, new() { NrRegions = 2, StartUs = 5_100_000 }];

        var read = ChunkCodec.Snapshots(7, figures, Compressed.Pack(writer.ToArray())).Select(static one => one.ToSnapshot()).ToArray();

        Assert.Equal([new RegionSample(0x10000, 0x12000, 5, 9), new RegionSample(0x12000, 0x15000, 0, 0)], read[0].Regions);
        Assert.Equal([new RegionSample(0x10000, 0x12000, 7, 10), new RegionSample(0x12000, 0x15000, 1, 4)], read[1].Regions);
        Assert.Equal([[12, 1], [13, 0]], read.Select(static one => one.Samples!));
        Assert.Equal([[0.5, 0], [null, 1.0]], read.Select(static one => one.Touched!));
        Assert.Equal([[0.0299, null], [null, 0.0122]], read.Select(static one => one.TouchedError!));

        void Numbers(int column, params ulong[] numbers)
        {
            foreach (var number in numbers)
            {
                writer.Number(column, number);
            }
        }
    }

    [Fact]
    public void Encode_SnapshotsThatAreMostlyAlike_TakesLessThanTheyTakeAlone()
    {
        var taken = Taken(1, 64);

        var (figures, regions) = ChunkCodec.Encode(taken);

        Assert.InRange(figures.Length + regions.Length, 1, taken.Sum(static one => one.Packed.Length) * 0.9);
    }

    [Fact]
    public void Snapshots_AnyCutOrDamage_EndsWithInvalidDataOrOtherSnapshots()
    {
        var (figures, regions) = ChunkCodec.Encode(Taken(3, 20));
        var all = figures.Concat(regions).ToArray();
        Gen.Select(Gen.Int[0, all.Length], Gen.Int[0, all.Length - 1], Gen.Byte).Sample((length, at, value) =>
        {
            byte[] damaged = [.. all];
            damaged[at] = value;
            damaged = damaged[..length];
            try
            {
                foreach (var one in ChunkCodec.Snapshots(1, ChunkCodec.Figures([.. damaged.Take(figures.Length)], 0), [.. damaged.Skip(figures.Length)]))
                {
                    one.ToSnapshot();
                }
            }
            catch (InvalidDataException)
            {
            }
        });
    }

    private static StoredSnapshot[] Taken(int seed, int count)
    {
        var samples = new ChunkSamples(seed);
        return [.. Enumerable.Range(0, count).Select(i => samples.Next(7, 0, 5 + i, 1_700_000_000_000_000 + (i * 100_000)))];
    }

    private static StoredSnapshot[] Stored(IReadOnlyList<StoredSnapshot> snapshots)
    {
        var (figures, regions) = ChunkCodec.Encode(snapshots);
        return [.. ChunkCodec.Snapshots(7, ChunkCodec.Figures(figures, 0), regions)];
    }

    private static string Text(Snapshot snapshot) => System.Text.Json.JsonSerializer.Serialize(snapshot, Contracts.ContractJson.Options);
}
