using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

public sealed class BinaryRecordTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Read_OldRecord_MakesASnapshotOfEachTargetAndInterval(int version)
    {
        var parts = await RecordBytes.ReadAsync(File(version, file =>
        {
            Aggregation(file, version, 5, 100, (40, [(4_096, 8_192, 3), (8_192, 12_288, 0)]), (41, [(4_096, 8_192, 1)]));
            Aggregation(file, version, 5, 100_000_100, (40, [(4_096, 12_288, 2)]), (41, []));
        }));

        Assert.Equal(["40", "41"], parts.OfType<RecordHead>().Select(head => head.TargetId));
        Assert.Equal(
            [(0, 1L, 5_000_000_100L, 2), (1, 1L, 5_000_000_100L, 1), (0, 2L, 5_100_000_100L, 1), (1, 2L, 5_100_000_100L, 0)],
            parts.OfType<RecordedSnapshot>().Select(snapshot => (snapshot.Record, snapshot.Number, snapshot.EndNs, snapshot.Regions.Count)));
        Assert.Equal((8_192UL, 12_288UL, 0L), parts.OfType<RecordedSnapshot>().First().Regions.Select(region => (region.Start!.Value, region.End!.Value, region.Samples!.Value)).Last());
    }

    [Fact]
    public async Task Read_OtherVersion_IsRefused()
        => Assert.Equal("it is a binary record of version 3; versions 1 and 2 can be read", await RecordBytes.FaultAsync(File(3, static _ => { })));

    [Fact]
    public async Task Read_CutOff_IsRefusedWithTheByte()
    {
        var whole = File(2, static file => Aggregation(file, 2, 5, 100, (40, [(4_096, 8_192, 3)])));

        Assert.Equal($"byte {whole.Length - 3}: the file ends within a snapshot", await RecordBytes.FaultAsync(whole[..^3]));
    }

    [Fact]
    public async Task Read_RegionThatCannotBe_IsRefusedWithTheByte()
    {
        var fault = await RecordBytes.FaultAsync(File(2, static file => Aggregation(file, 2, 5, 100, (40, [(4_096, 8_192, 3), (16_384, 8_192, 3)]))));

        // 16 + 4 of the head, 20 of the interval, 12 of the target, 20 of the first region.
        Assert.Equal("byte 72: end 0x2000 is not above start 0x4000", fault);
    }

    private static byte[] File(int version, Action<BinaryWriter> write)
    {
        var memory = new MemoryStream();
        using var file = new BinaryWriter(memory);
        file.Write("damon_recfmt_ver"u8);
        file.Write(version);
        write(file);
        file.Flush();
        return memory.ToArray();
    }

    private static void Aggregation(BinaryWriter file, int version, ulong seconds, ulong nanoseconds, params (uint Id, (ulong Start, ulong End, uint Accesses)[] Regions)[] targets)
    {
        file.Write(seconds);
        file.Write(nanoseconds);
        file.Write(targets.Length);
        foreach (var (id, regions) in targets)
        {
            if (version == 1)
            {
                file.Write(id);
            }
            else
            {
                file.Write((ulong)id);
            }

            file.Write(regions.Length);
            foreach (var (start, end, accesses) in regions)
            {
                file.Write(start);
                file.Write(end);
                file.Write(accesses);
            }
        }
    }
}
