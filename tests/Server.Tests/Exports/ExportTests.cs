using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Server.Exports;
using Damon.Server.Exports.Columns;
using Damon.Server.Exports.Damo;
using Damon.Server.History;
using Damon.Server.Sessions;
using Damon.Server.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Server.Tests.Exports;

public sealed class ExportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string CsvHead
        = "target,pid,seq,start_us,end_us,region_start,region_end,size_bytes,nr_accesses,max_nr_accesses,unknown_samples,access_rate_percent,age_aggregations,mapping,since_us,samples,touched_percent,touched_error_percent";

    [Fact]
    public async Task Csv_OfASession_HasALineARegion()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var response = await GetAsync(server, $"sessions/{id}/export?format=csv");

        Assert.Equal(("text/csv", "utf-8"), (response.Content.Headers.ContentType?.MediaType, response.Content.Headers.ContentType?.CharSet));
        Assert.Equal(
            [
                CsvHead,
                "0,100,0,1000000,1100000,0x1000,0x3000,8192,10,20,0,50,1,[heap],,,,",
                "0,100,0,1000000,1100000,0x3000,0x5000,8192,0,20,0,0,7,anonymous,,,,",
                "0,100,1,1100000,1200000,0x1000,0x3000,8192,5,20,5,33.3333,2,\"'=cmd|\"\"a,b\"\"\",,,,",
                "0,100,1,1100000,1200000,0x3000,0x4000,4096,0,20,20,,8,,,,,",
                "0,100,1,1100000,1200000,0x7fff00000000,0x7fff00001000,4096,20,20,0,100,9,,,,,",
                "1,200,0,1000000,1100000,0x1000,0x3000,8192,10,20,0,50,1,,,,,",
                "1,200,0,1000000,1100000,0x3000,0x5000,8192,0,20,0,0,7,,,,,",
                "",
            ],
            Encoding.UTF8.GetString(await BytesAsync(response)).Split('\n'));
    }

    [Fact]
    public async Task Json_OfASession_HasItsMappingsAndSnapshotsInTheContractsForms()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var response = await GetAsync(server, $"sessions/{id}/export?format=json");
        var file = JsonDocument.Parse(await BytesAsync(response)).RootElement;

        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["session", "mappings", "snapshots"], file.EnumerateObject().Select(member => member.Name));
        var session = file.GetProperty("session").Deserialize<SessionResource>(ContractJson.Options)!;
        Assert.Equal((id, 3L, 2), (session.Id, session.SnapshotCount, session.Targets.Count));
        Assert.Equal(
            """[{"target":0,"atUs":1,"mappings":[{"start":"0x1000","end":"0x3000","permissions":"rw-p","name":"[heap]","kind":"heap"},{"start":"0x3000","end":"0x4000","permissions":"rw-p","name":"","kind":"anonymous"}]},"""
            + """{"target":0,"atUs":1150000,"mappings":[{"start":"0x2000","end":"0x3000","permissions":"rw-p","name":"=cmd|\u0022a,b\u0022","kind":"file"}]}]""",
            file.GetProperty("mappings").GetRawText());
        var page = await server.GetAsync<JsonElement>($"sessions/{id}/snapshots");
        Assert.Equal(
            page.GetProperty("snapshots").EnumerateArray().OrderBy(snapshot => snapshot.GetProperty("target").GetInt32()).Select(snapshot => snapshot.GetRawText()),
            file.GetProperty("snapshots").EnumerateArray().Select(snapshot => snapshot.GetRawText()));
    }

    [Theory]
    [InlineData("target=1", "1/0/0x1000", "1/0/0x3000")]
    [InlineData("target=0&from=1100000", "0/1/0x1000", "0/1/0x3000", "0/1/0x7fff00000000")]
    [InlineData("target=0&from=1099999&to=1100000", "0/0/0x1000", "0/0/0x3000")]
    [InlineData("target=0&to=1970-01-01T00:00:01.1Z", "0/0/0x1000", "0/0/0x3000")]
    [InlineData("start=0x4fff", "0/0/0x4fff", "0/1/0x7fff00000000", "1/0/0x4fff")]
    [InlineData("end=0x1001", "0/0/0x1000", "0/1/0x1000", "1/0/0x1000")]
    [InlineData("start=0x3000&end=0x3001&target=0", "0/0/0x3000", "0/1/0x3000")]
    public async Task Export_OfAPart_HasItsTargetsSnapshotsAndRegions(string query, params string[] regions)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var csv = await GetAsync(server, $"sessions/{id}/export?format=csv&{query}");
        using var json = await GetAsync(server, $"sessions/{id}/export?format=json&{query}");
        using var damo = await GetAsync(server, $"sessions/{id}/export?format=damo&{query}");

        var lines = Encoding.UTF8.GetString(await BytesAsync(csv)).Split('\n')[1..^1];
        Assert.Equal(regions, lines.Select(line => line.Split(',')).Select(cells => $"{cells[0]}/{cells[2]}/{cells[5]}"));
        Assert.Equal(regions, JsonDocument.Parse(await BytesAsync(json)).RootElement.GetProperty("snapshots").EnumerateArray()
            .Select(snapshot => snapshot.Deserialize<Snapshot>(ContractJson.Options)!)
            .SelectMany(snapshot => snapshot.Regions.Select(region => $"{snapshot.Target}/{snapshot.Seq}/0x{region.Start:x}")));

        // The region that was not observed at all is not there.
        Assert.Equal(
            regions.Where(region => region != "0/1/0x3000").Select(region => Convert.ToUInt64(region.Split('/')[2], 16)),
            JsonDocument.Parse(ExportRecording.Inflate(await BytesAsync(damo))).RootElement.EnumerateArray()
                .SelectMany(record => record.GetProperty("snapshots").EnumerateArray())
                .SelectMany(snapshot => snapshot.GetProperty("regions").EnumerateArray())
                .Select(region => region.GetProperty("start").GetUInt64()));
    }

    [Fact]
    public async Task Json_OfAnAddressRange_CutsUnknownSamplesAndMappingsAlong()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var response = await GetAsync(server, $"sessions/{id}/export?format=json&target=0&start=0x3000&end=0x4000&from=1150000");
        var file = JsonDocument.Parse(await BytesAsync(response)).RootElement;

        Assert.Equal("[20]", Assert.Single(file.GetProperty("snapshots").EnumerateArray()).GetProperty("unknown").GetRawText());
        var set = Assert.Single(file.GetProperty("mappings").Deserialize<MappingSet[]>(ContractJson.Options)!);
        Assert.Equal(1_150_000, set.AtUs);
        Assert.Empty(set.Mappings);
    }

    [Theory]
    [InlineData("", "format")]
    [InlineData("?format=xml", "format")]
    [InlineData("?format=CSV", "format")]
    [InlineData("?format=csv&target=2", "target")]
    [InlineData("?format=csv&from=5&to=5", "to")]
    [InlineData("?format=csv&start=4096", "start")]
    [InlineData("?format=csv&start=0x2000&end=0x2000", "end")]
    [InlineData("?format=xml&target=x&from=y&end=z", "format", "target", "from", "end")]
    public async Task Export_WrongParameter_AnswersBadRequestNamingIt(string query, params string[] fields)
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        using var response = await server.Api.GetAsync($"sessions/{id}/export{query}", TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(response, 400, fields);
        if (fields is ["format"])
        {
            Assert.Contains("damo, damoZip, csv, json, parquet", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Export_UnknownSessionOrNoToken_IsRefused()
    {
        var server = shared.Server;

        using var unknown = await server.Api.GetAsync("sessions/none/export?format=csv", TestContext.Current.CancellationToken);
        using var noToken = await server.Browser.GetAsync(new Uri("/api/v1/sessions/none/export?format=csv", UriKind.Relative), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(unknown, 404, "id");
        await ProblemAssert.IsProblemAsync(noToken, 401);
    }

    [Theory]
    [InlineData("csv", "csv")]
    [InlineData("json", "json")]
    [InlineData("damo", "damo")]
    [InlineData("damoZip", "damo.zip")]
    [InlineData("parquet", "parquet")]
    public async Task Export_ToAFile_IsADownloadNamedAfterTheSession(string format, string ending)
    {
        var (server, sampler) = await shared.BeginAsync();
        using var start = await server.PostAsync("sessions", new { name = "../r\u00e9dis: \"night\"", targets = new[] { new { pid = 1 } } });
        var id = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(id, FakeSampler.Snapshot(0));
        await server.WaitForAsync(id, session => session.SnapshotCount == 1);

        using var response = await GetAsync(server, $"sessions/{id}/export?format={format}");

        var disposition = response.Content.Headers.ContentDisposition!;
        Assert.Equal("attachment", disposition.DispositionType);
        Assert.Equal($"r\u00e9dis-night-{id}.{ending}", disposition.FileNameStar);
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("damo")]
    [InlineData("damoZip")]
    [InlineData("parquet")]
    public async Task Export_ReceiverGoesAway_EndsAfterTheSnapshotAtHand(string name)
    {
        var (server, sampler) = await shared.BeginAsync();
        var session = await server.StartSessionAsync();
        var regions = Enumerable.Range(1, 10_000).Select(i => new RegionSample((ulong)i << 30, ((ulong)i << 30) + 0x1000, i % 21, i)).ToArray();
        for (var seq = 0; seq < 10; seq++)
        {
            await sampler.PushAsync(session.Id, FakeSampler.Snapshot(seq, 0, regions));
        }

        IExportFormat format = name switch
        {
            "csv" => new CsvExport(),
            "json" => new JsonExport(),
            "damo" => new DamoExport(),
            "damoZip" => new DamoZipExport(),
            _ => new ParquetExport(rowsAtOnce: 10_000),
        };
        var kept = server.Services.GetRequiredService<SessionRegistry>().Find(session.Id)!.Session;
        var scope = new ExportScope(kept.Key, kept, kept.Targets, TimeRange.All, AddressRange.All);
        using var gone = new CancellationTokenSource();
        using var receiver = new LeavingReceiver(gone);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => format.WriteAsync(scope, server.Services.GetRequiredService<IHistoryReader>(), PipeWriter.Create(receiver), gone.Token));

        // Ten snapshots would be more than four megabytes of text.
        Assert.InRange(receiver.Received, 1, 2_000_000);
    }

    private static async Task<HttpResponseMessage> GetAsync(TestServer server, string path)
    {
        var response = await server.Api.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return response;
    }

    private static Task<byte[]> BytesAsync(HttpResponseMessage response) => response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);

    /// <summary>Takes the first part and leaves.</summary>
    private sealed class LeavingReceiver(CancellationTokenSource gone) : MemoryStream
    {
        public long Received { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Received += buffer.Length;
            gone.Cancel();
            return ValueTask.CompletedTask;
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Received += buffer.Length;
    }
}
