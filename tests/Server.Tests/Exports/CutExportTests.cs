using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>Regions that reach beyond the selected addresses.</summary>
public sealed class CutExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    // Of 0x10000-0x12000, 0x12000-0x16000, 0x16000-0x18000 and 0x18000-0x1a000.
    private const string Inside = "start=0x11000&end=0x19800";

    [Fact]
    public async Task Csv_OfAddresses_CutsRegionsAtBothEndsWithTheirSize()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Estimated(0));

        var lines = await ExportRecording.LinesAsync(server, id, Inside);

        Assert.Equal(
            ["0x11000 0x12000 4096", "0x12000 0x16000 16384", "0x16000 0x18000 8192", "0x18000 0x19800 6144"],
            lines.Select(cells => $"{cells[5]} {cells[6]} {cells[7]}"));
    }

    [Fact]
    public async Task Json_OfAddresses_CutsRegionsAndKeepsWhatIsToldOfEach()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Estimated(0));

        var file = JsonDocument.Parse(await ExportRecording.BytesAsync(server, id, "format=json&" + Inside)).RootElement;

        var snapshot = Assert.Single(file.GetProperty("snapshots").EnumerateArray()).Deserialize<Snapshot>(ContractJson.Options)!;
        Assert.Equal(
            [new(0x11000, 0x12000, 10, 3), new(0x12000, 0x16000, 5, 20), new(0x16000, 0x18000, 0, 6), new(0x18000, 0x19800, 0, 9)],
            snapshot.Regions);
        Assert.Equal([1, null, null, 0], snapshot.Touched!);
        Assert.Equal((1_000_000, 1_100_000), (snapshot.StartUs, snapshot.EndUs));
    }

    [Fact]
    public async Task Damo_OfAddresses_CutsRegionsAndTheirTotal()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Estimated(0));

        var record = Assert.Single(await ExportRecording.RecordsAsync(server, id, Inside));

        var snapshot = Assert.Single(record.GetProperty("snapshots").EnumerateArray());
        Assert.Equal(
            [(0x11000UL, 0x12000UL), (0x12000, 0x16000), (0x18000, 0x19800)],
            snapshot.GetProperty("regions").EnumerateArray().Select(region => (region.GetProperty("start").GetUInt64(), region.GetProperty("end").GetUInt64())));
        Assert.Equal(0x1000 + 0x4000 + 0x1800, snapshot.GetProperty("total_bytes").GetInt64());
    }

    [Fact]
    public async Task Csv_OfATime_HasSnapshotsWhole()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Estimated(0), FakeSampler.Estimated(1));

        var lines = await ExportRecording.LinesAsync(server, id, "from=1150000&to=1160000");

        Assert.All(lines, cells => Assert.Equal(("1100000", "1200000"), (cells[3], cells[4])));
        Assert.Equal(4, lines.Length);
    }
}
