using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

public sealed class RecordFileTests
{
    private static readonly string Text = RecordBytes.Record(RecordBytes.Region(4_096, 8_192, """{ "samples": 1 }"""));

    [Fact]
    public async Task Open_PackedOrNot_TellsWhatItIs()
    {
        Assert.Equal("JSON", await NameAsync(RecordBytes.Of(Text)));
        Assert.Equal("JSON", await NameAsync([0xEF, 0xBB, 0xBF, .. RecordBytes.Of(Text)]));
        Assert.Equal("JSON", await NameAsync(RecordBytes.Of(" \n" + Text)));
        Assert.Equal("JSON, packed with zlib", await NameAsync(RecordBytes.Zlib(Text)));
        Assert.Equal("JSON, packed with gzip", await NameAsync(RecordBytes.Gzip(Text)));
        Assert.Equal("text of perf script, packed with gzip", await NameAsync(RecordBytes.Gzip("kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1")));
    }

    [Fact]
    public async Task Read_Twice_BeginsAgain()
    {
        var file = await RecordFile.OpenAsync(new MemoryStream(RecordBytes.Zlib(Text)), TestContext.Current.CancellationToken);

        for (var i = 0; i < 2; i++)
        {
            var parts = 0;
            await foreach (var part in file.ReadAsync(TestContext.Current.CancellationToken))
            {
                parts++;
            }

            Assert.Equal(2, parts);
        }
    }

    [Fact]
    public async Task Open_NothingThatCanBeRead_SaysWhatCan()
    {
        Assert.Equal("it is empty", await RecordBytes.FaultAsync([]));
        Assert.Equal("it is empty", await RecordBytes.FaultAsync(RecordBytes.Zlib("")));
        Assert.StartsWith("it is what perf or trace-cmd records", await RecordBytes.FaultAsync("PERFILE2\0\0\0"), StringComparison.Ordinal);
        Assert.StartsWith("it is neither a damo record", await RecordBytes.FaultAsync([0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 1, 2]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_PackedAndDamaged_IsRefused()
    {
        var packed = RecordBytes.Zlib(RecordBytes.Record(string.Join(',', Enumerable.Range(1, 2_000).Select(i => RecordBytes.Region((ulong)i << 20, ((ulong)i << 20) + 4_096, """{ "samples": 1 }""")))));
        byte[] changed = [.. packed];
        changed[packed.Length / 2] ^= 0xff;

        Assert.Matches("damaged, or cut off|ends too early|no JSON|is '|overlaps|above", await RecordBytes.FaultAsync(changed));
        Assert.Matches("damaged, or cut off|ends too early", await RecordBytes.FaultAsync(packed[..(packed.Length / 2)]));
    }

    private static async Task<string> NameAsync(byte[] file)
    {
        var opened = await RecordFile.OpenAsync(new MemoryStream(file), TestContext.Current.CancellationToken);
        await foreach (var part in opened.ReadAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(0, part.Record);
        }

        return opened.Name;
    }
}
