using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Imports;

public sealed class RoundTripTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Export_OfAnImportedExport_HasTheSameSnapshots()
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { targets = new[] { new { pid = 100 }, new { pid = 200 } } });
        var id = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(id, FakeSampler.Snapshot(0));
        await sampler.PushAsync(id, FakeSampler.Snapshot(0, 1));
        await sampler.PushAsync(id, FakeSampler.Snapshot(1, 0, new(0x1000, 0x3000, 5, 2), new(0x3000, 0x4000, 0, 8), new(0x7fff_0000_0000, 0x7fff_0000_1000, 20, 9)) with { Unknown = [5, 20, 0] });
        await sampler.PushAsync(id, FakeSampler.Snapshot(2, 0, new(0x1000, 0x3000, 0, 3), new(0x3000, 0x4000, 0, 9)));
        await sampler.PushAsync(id, FakeSampler.Snapshot(3, 0, new RegionSample(0x1000, 0x4000, 7, 4)) with { MaxNrAccesses = 10, SamplingIntervalUs = 10_000 });
        await sampler.PushAsync(id, FakeSampler.Snapshot(4, 0, new(0x1000, 0x3000, 1, 3), new(0x3000, 0x4000, 2, 9)) with { SinceUs = [900_000, 1_234_567] });
        using var stop = await server.PostAsync($"sessions/{id}/stop");

        var first = await ExportAsync(server, id);
        var imported = await server.ImportAsync(first);
        var second = await ExportAsync(server, imported.Id);

        Assert.Equal(6, imported.SnapshotCount);
        Assert.Equal(Unpacked(first), Unpacked(second));
        Assert.Equal(
            await FiguresAsync(server, id),
            await FiguresAsync(server, imported.Id));
    }

    /// <summary>What nobody could observe is left out of a record; the rest is as it was.</summary>
    private static async Task<IEnumerable<string>> FiguresAsync(TestServer server, string id)
        => (await server.SnapshotsAsync(id)).Snapshots.Select(snapshot => JsonSerializer.Serialize(new
        {
            snapshot.Target,
            snapshot.Seq,
            snapshot.StartUs,
            snapshot.EndUs,
            snapshot.SamplingIntervalUs,
            Regions = snapshot.Regions.Where((_, i) => snapshot.Unknown?[i] is not { } unknown || unknown < snapshot.MaxNrAccesses)
                .Select(region => new { region.Start, region.End, region.NrAccesses, region.Age }),
        }));

    private static Task<byte[]> ExportAsync(TestServer server, string id)
        => server.Api.GetByteArrayAsync($"sessions/{id}/export?format=damo", TestContext.Current.CancellationToken);

    private static string Unpacked(byte[] packed)
    {
        using var text = new StreamReader(new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return text.ReadToEnd().Replace("},", "},\n", StringComparison.Ordinal);
    }
}
