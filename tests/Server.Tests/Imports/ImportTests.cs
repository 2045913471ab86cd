using System.Text;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Imports;

public sealed class ImportTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Head = "\"intervals\": { \"sample_us\": \"5000\", \"aggr_us\": \"100 ms\", \"ops_update_us\": \"1 s\" }, \"target_id\": 18446623438842320000";

    private static readonly string Text = RecordBytes.Record(
        RecordBytes.Region(4_096, 12_288, """{ "samples": 3, "percent": null }""", """{ "usec": null, "aggr_intervals": 12 }"""), head: Head);

    [Fact]
    public async Task Import_ARecord_IsAStoppedSessionLikeAnyOther()
    {
        var (server, _) = await shared.BeginAsync();

        var session = await server.ImportAsync(RecordBytes.Zlib(Text), "?name=%20mine%20");

        Assert.Equal(("mine", SessionState.Stopped, OperationsKind.KernelDamon, "imported record"), (session.Name, session.State, session.Operations, session.Sampler));
        Assert.Equal((1L, 1_000_000L, 1_100_000L), (session.SnapshotCount, session.FirstUs, session.LastUs));
        Assert.Equal((5_000L, 100_000L, 1_000_000L, SamplingPlan.Kernel), (session.Attributes.SamplingIntervalUs, session.Attributes.AggregationIntervalUs, session.Attributes.UpdateIntervalUs, session.Attributes.Plan));
        var target = Assert.Single(session.Targets);
        Assert.Equal((0, 0, "target 18446623438842320000"), (target.Index, target.Pid, target.Name));
        Assert.Equal("Imported from a file (JSON, packed with zlib).\nTimes count from the boot of that machine, and are shown as if that had been at the beginning of 1970.", session.Notes);
        var snapshot = Assert.Single((await server.SnapshotsAsync(session.Id)).Snapshots);
        Assert.Equal([new RegionSample(4_096, 12_288, 3, 12)], snapshot.Regions);
        Assert.Equal((1_000_000L, 1_100_000L, 20, 5_000L), (snapshot.StartUs, snapshot.EndUs, snapshot.MaxNrAccesses, snapshot.SamplingIntervalUs));
        Assert.Equal(8_192, (await server.GetAsync<WorkingSetResource>($"sessions/{session.Id}/workingset")).Mean);
        Assert.Equal(session.Id, (await server.GetAsync<SessionResource[]>("sessions"))[0].Id);
        using var heatmap = await server.Api.GetAsync($"sessions/{session.Id}/heatmap", TestContext.Current.CancellationToken);
        using var opening = await server.Api.GetAsync($"sessions/{session.Id}/opening", TestContext.Current.CancellationToken);
        using var deletion = await server.Api.DeleteAsync($"sessions/{session.Id}", TestContext.Current.CancellationToken);
        Assert.Equal((200, 200, 204), ((int)heatmap.StatusCode, (int)opening.StatusCode, (int)deletion.StatusCode));
    }

    [Fact]
    public async Task Import_AForm_TakesItsFileAndIsCalledLikeIt()
    {
        var (server, _) = await shared.BeginAsync();

        using var response = await server.SendFormAsync(RecordBytes.Of(Text), "night of damon.data");

        var session = await ImportCalls.ReadAsync(response);
        Assert.Equal("night of damon.data", session.Name);
        Assert.StartsWith("Imported from night of damon.data (JSON).", session.Notes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_SeveralRecords_AreTargetsWithNamesOfTheirOwn()
    {
        var (server, _) = await shared.BeginAsync();
        var snapshots = "\"snapshots\": [{ \"end_time\": 1700000000000000000, \"regions\": [" + RecordBytes.Region(0, 4_096, "2") + "] }]";

        var session = await server.ImportAsync(RecordBytes.Of($$"""
            [{ "target_id": 0, "kdamond_idx": 0, "context_idx": 0, {{snapshots}} }, { "target_id": 0, "kdamond_idx": 1, "context_idx": 0, {{snapshots}} },
             { "target_id": null, {{snapshots}} }, { "target_id": 5, "snapshots": [] }]
            """));

        Assert.Equal(
            ["target 0 of kdamond 0, context 0, record 1", "target 0 of kdamond 1, context 0, record 2", "physical memory", "target 5"],
            session.Targets.Select(target => target.Name));
        Assert.Equal(string.Join(", ", session.Targets.Select(target => target.Name)), session.Name);
        Assert.Equal(
            "Imported from a file (JSON).\n"
            + "The intervals are not told: 100 ms is the mean length of the snapshots, and 50 ms that divided by the most accesses of any region.\n"
            + "It is not told when the first snapshot began: it is taken to be as long as the others are in the mean.\n"
            + "Ages are not told, and shown as 0.",
            session.Notes);
        Assert.Equal([0, 1, 2], (await server.SnapshotsAsync(session.Id)).Snapshots.Select(snapshot => snapshot.Target));
    }

    [Theory]
    [InlineData("[{\"snapshots\": [{\"end_time\": 5000, \"regions\": [{\"start\": 8192, \"end\": 4096, \"nr_accesses\": 1}]}]}]", "record 1, snapshot 1, region 1: end 0x1000 is not above start 0x2000")]
    [InlineData("\nkdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=1 8192-4096: 3 12", "line 2: end 0x1000 is not above start 0x2000")]
    [InlineData("no record", "it is neither")]
    public async Task Import_FaultyFile_IsRefusedWithThePlaceAndNothingIsStored(string text, string sentence)
    {
        var (server, _) = await shared.BeginAsync();
        var before = server.Stored().Select(session => session.Id);

        using var response = await server.SendAsync(Encoding.UTF8.GetBytes(text));

        await ProblemAssert.IsProblemAsync(response, 400, "$");
        var detail = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("The file cannot be imported: " + sentence, detail, StringComparison.Ordinal);
        Assert.Contains("Nothing is imported.", detail, StringComparison.Ordinal);

        // What another test has given up may still be on its way out.
        for (var tries = 0; tries < 100 && !before.SequenceEqual(server.Stored().Select(session => session.Id)); tries++)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, server.Stored().Select(session => session.Id));
    }

    [Fact]
    public async Task Import_CallsThatHaveNoFile_AreRefused()
    {
        var (server, _) = await shared.BeginAsync();
        using var form = new MultipartFormDataContent { { new StringContent("text"), "other" } };
        using var broken = new StringContent("no part");
        broken.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");

        using var empty = await server.SendAsync([]);
        using var emptyFile = await server.SendFormAsync([], "a.data");
        using var noFile = await server.Api.PostAsync("sessions/import", form, TestContext.Current.CancellationToken);
        using var noForm = await server.Api.PostAsync("sessions/import", broken, TestContext.Current.CancellationToken);
        using var longName = await server.SendAsync(RecordBytes.Of(Text), "?name=" + new string('x', 201));
        using var noToken = await server.Browser.PostAsync(new Uri("/api/v1/sessions/import", UriKind.Relative), new ByteArrayContent([1]), TestContext.Current.CancellationToken);

        await ProblemAssert.IsProblemAsync(empty, 400, "$");
        await ProblemAssert.IsProblemAsync(emptyFile, 400, "$");
        await ProblemAssert.IsProblemAsync(noFile, 400, "$");
        await ProblemAssert.IsProblemAsync(noForm, 400, "$");
        await ProblemAssert.IsProblemAsync(longName, 400, "name");
        await ProblemAssert.IsProblemAsync(noToken, 401);
    }

    [Fact]
    public async Task Import_LargerThanTheServersLimitOfBodies_IsTaken()
    {
        var (server, _) = await shared.BeginAsync();

        // Kestrel's limit is 30 MB.
        var file = Encoding.UTF8.GetBytes(Text + new string(' ', 40_000_000));

        Assert.Equal(1, (await server.ImportAsync(file)).SnapshotCount);
    }

    [Fact]
    public async Task Import_Upload_LeavesNoFileBehind()
    {
        var (server, _) = await shared.BeginAsync();
        await server.ImportAsync(RecordBytes.Of(Text));

        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(server.Socket)!), file => Path.GetFileName(file).StartsWith("import-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Import_WhileASessionRuns_LosesNothingOfIt()
    {
        var (server, sampler) = await shared.BeginAsync();
        var running = await server.StartSessionAsync(321);

        var import = server.ImportAsync(ImportCalls.Long(3_000));
        var pushed = 0;
        while (!import.IsCompleted || pushed < 20)
        {
            await sampler.PushAsync(running.Id, FakeSampler.Snapshot(pushed++));
        }

        Assert.Equal(3_000, (await import).SnapshotCount);
        var recorded = await server.WaitForAsync(running.Id, session => session.SnapshotCount == pushed);
        Assert.Equal(0, recorded.LostSnapshots);
    }
}
