using System.IO.Compression;
using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>The record with the sizes of the processes beside it.</summary>
public sealed class DamoZipExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task DamoZip_OfASession_HoldsTheRecordAndBesideItTheSizesByTheNameDamoLooksFor()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var zip = new ZipArchive(new MemoryStream(await ExportRecording.BytesAsync(server, id, "format=damoZip&target=0")));

        var record = zip.Entries[0].Name;
        Assert.EndsWith($"{id}.damo", record, StringComparison.Ordinal);
        Assert.Equal([record, record + ".mem_footprint"], zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(await ExportRecording.BytesAsync(server, id, "format=damo&target=0"), await ReadAsync(zip.Entries[0]));
        Assert.All(zip.Entries, entry => Assert.Equal(Convert.ToInt32("100600", 8), entry.ExternalAttributes >>> 16));
    }

    [Fact]
    public async Task Footprints_OfSeveralTargets_AreThoseOfEachMomentTogetherInPages()
    {
        // The second target lives for the second interval only, and is not aligned to the first one's.
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.StartAsync(server, sampler, 100, 200);
        await sampler.PushAsync(id, new MappingSet { AtUs = 1, Mappings = [new(0x1000, 0x9000, "rw-p", "[heap]", MappingKind.Heap), new(0x10000, 0x12000, "---p", "", MappingKind.Anonymous)] });
        await sampler.PushAsync(id, FakeSampler.Snapshot(0) with { ResidentBytes = 0x3000 });
        await sampler.PushAsync(id, FakeSampler.Snapshot(1) with { ResidentBytes = 0x5000 });
        await sampler.PushAsync(id, FakeSampler.Snapshot(0, 1) with { StartUs = 1_150_000, EndUs = 1_200_000, ResidentBytes = 0x2000 });
        await sampler.PushAsync(id, FakeSampler.Snapshot(2) with { ResidentBytes = null });
        await sampler.PushAsync(id, FakeSampler.Snapshot(3) with { ResidentBytes = 0x4000 });
        using var stop = await server.PostAsync($"sessions/{id}/stop");

        var moments = await FootprintsAsync(server, id);

        Assert.Equal(
            ["1.1: 100 10 3", "1.2: 100 10 5", "1.2: 100 10 5, 200 0 2", "1.4: 100 10 4"],
            moments.Select(moment => $"{moment.GetProperty("time").GetDecimal():0.#####}: "
                + string.Join(", ", moment.GetProperty("footprints").EnumerateArray().Select(Sizes))));
    }

    [Fact]
    public async Task Footprints_OfWhatWasNotRecorded_AreNullAndTheHostIsLeftOut()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Snapshot(0));

        var moment = Assert.Single(await FootprintsAsync(server, id));

        Assert.Equal(
            """[{"pid":100,"footprint":{"size":0,"resident":2,"shared":null,"trs":null,"lrs":null,"drs":null,"dt":null}}]""",
            moment.GetProperty("footprints").GetRawText());
    }

    private static string Sizes(JsonElement process)
    {
        var footprint = process.GetProperty("footprint");
        return $"{process.GetProperty("pid").GetInt32()} {footprint.GetProperty("size").GetInt64()} {footprint.GetProperty("resident").GetInt64()}";
    }

    private static async Task<JsonElement[]> FootprintsAsync(TestServer server, string id)
    {
        using var zip = new ZipArchive(new MemoryStream(await ExportRecording.BytesAsync(server, id, "format=damoZip")));
        return [.. JsonDocument.Parse(await ReadAsync(zip.Entries[1])).RootElement.EnumerateArray()];
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        await using var content = await entry.OpenAsync(TestContext.Current.CancellationToken);
        using var plain = new MemoryStream();
        await content.CopyToAsync(plain, TestContext.Current.CancellationToken);
        return plain.ToArray();
    }
}
