using System.Text;
using System.Text.Json;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>What exports tell of snapshots that tell their certainty.</summary>
public sealed class CertaintyExportTests : IDisposable
{
    private const string Head
        = "target,pid,seq,start_us,end_us,region_start,region_end,size_bytes,nr_accesses,max_nr_accesses,unknown_samples,access_rate_percent,age_aggregations,mapping,since_us,samples,touched_percent,touched_error_percent";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Export_OfEstimatedSnapshots_TellsTheirCertaintyInCsvAndJsonAndDamosFiguresInDamo()
    {
        await using var server = await TestServer.StartAsync(_directory);
        await using var sampler = await server.ConnectSamplerAsync();
        var session = await server.StartSessionAsync();
        await sampler.PushAsync(session.Id, FakeSampler.Estimated(0));
        using var stop = await server.PostAsync($"sessions/{session.Id}/stop");

        var csv = await server.Api.GetByteArrayAsync($"sessions/{session.Id}/export?format=csv&start=0x12000&end=0x19000", TestContext.Current.CancellationToken);
        var json = await server.Api.GetByteArrayAsync($"sessions/{session.Id}/export?format=json&start=0x12000&end=0x17000", TestContext.Current.CancellationToken);
        var damo = await server.Api.GetByteArrayAsync($"sessions/{session.Id}/export?format=damo", TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                Head,
                "0,100,0,1000000,1100000,0x12000,0x16000,16384,5,20,0,25,20,,400000,0,,",
                "0,100,0,1000000,1100000,0x16000,0x18000,8192,0,20,20,,6,,700000,2,,",
                "0,100,0,1000000,1100000,0x18000,0x19000,4096,0,20,0,0,9,,100000,1,0,12.18",
                "",
            ],
            Encoding.UTF8.GetString(csv).Split('\n'));
        var snapshot = JsonDocument.Parse(json).RootElement.GetProperty("snapshots")[0];
        Assert.Equal(
            ("[0,20]", "[0,2]", "[null,null]", "[null,null]", "[400000,700000]"),
            (snapshot.GetProperty("unknown").GetRawText(), snapshot.GetProperty("samples").GetRawText(), snapshot.GetProperty("touched").GetRawText(), snapshot.GetProperty("touchedError").GetRawText(), snapshot.GetProperty("sinceUs").GetRawText()));
        Assert.Contains(
            """{"start":65536,"end":73728,"nr_accesses":{"samples":10,"percent":50},"age":{"usec":100000,"aggr_intervals":3}},{"start":73728,"end":90112,"nr_accesses":{"samples":5,"percent":25},"age":{"usec":600000,"aggr_intervals":20}},{"start":98304,""",
            ExportRecording.Inflate(damo),
            StringComparison.Ordinal);
    }
}
