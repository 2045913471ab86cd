using System.Text.Json;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Server.Tests.Hosting;

namespace Damon.Server.Tests.Exports;

/// <summary>What a record of damo says, and how damo reads it.</summary>
public sealed class DamoRecordTests(SharedServer shared) : IClassFixture<SharedServer>
{
    [Fact]
    public async Task Damo_OfASession_IsARecordOfEachTargetThroughZlib()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler);

        var bytes = await ExportRecording.BytesAsync(server, id, "format=damo");

        // What damo's helper `file` takes for "zlib compressed data".
        Assert.Equal(0x789c, (bytes[0] << 8) | bytes[1]);
        const string head = """{"kdamond_idx":null,"context_idx":null,"intervals":{"sample_us":5000,"aggr_us":100000,"ops_update_us":1000000},"scheme_idx":null,""";
        const string first = """
            {"start_time":1000000000,"end_time":1100000000,"sample_interval_us":5000,"regions":[
            {"start":4096,"end":12288,"nr_accesses":{"samples":10,"percent":50},"age":{"usec":null,"aggr_intervals":1}},
            {"start":12288,"end":20480,"nr_accesses":{"samples":0,"percent":0},"age":{"usec":null,"aggr_intervals":7}}],"total_bytes":16384}
            """;
        const string second = """
            ,{"start_time":1100000000,"end_time":1200000000,"sample_interval_us":5000,"regions":[
            {"start":4096,"end":12288,"nr_accesses":{"samples":5,"percent":33.333333333333336},"age":{"usec":null,"aggr_intervals":2}},
            {"start":140733193388032,"end":140733193392128,"nr_accesses":{"samples":20,"percent":100},"age":{"usec":null,"aggr_intervals":9}}],"total_bytes":12288}
            """;
        Assert.Equal(
            ("[" + head + "\"target_id\":0,\"scheme_filters\":[],\"snapshots\":[" + first + second + "]},"
                + head + "\"target_id\":1,\"scheme_filters\":[],\"snapshots\":[" + first + "]}]").Replace("\n", "", StringComparison.Ordinal),
            ExportRecording.Inflate(bytes));
    }

    [Fact]
    public async Task Damo_OfALateSnapshot_TellsAgesByTheClockAndNotByItsLength()
    {
        // An interval of 2 s among those of 100 ms.
        var (server, sampler) = await shared.BeginAsync();
        var region = new RegionSample(0x1000, 0x2000, 3, 10);
        var id = await ExportRecording.RecordAsync(
            server,
            sampler,
            FakeSampler.Snapshot(0, 0, region) with { StartUs = 1_000_000, EndUs = 1_100_000, SinceUs = [0] },
            FakeSampler.Snapshot(1, 0, region with { Age = 11 }) with { StartUs = 1_100_000, EndUs = 3_100_000, SinceUs = [0] },
            FakeSampler.Snapshot(2, 0, region with { Age = 12 }) with { StartUs = 3_100_000, EndUs = 3_200_000, SinceUs = [0] },
            FakeSampler.Snapshot(3, 0, region with { Age = 0 }) with { StartUs = 3_200_000, EndUs = 3_300_000, SinceUs = [3_200_001] });

        var record = Assert.Single(await ExportRecording.RecordsAsync(server, id));

        Assert.Equal(
            ["""{"usec":1000000,"aggr_intervals":10}""", """{"usec":1100000,"aggr_intervals":11}""", """{"usec":3100000,"aggr_intervals":12}""", """{"usec":0,"aggr_intervals":0}"""],
            record.GetProperty("snapshots").EnumerateArray().Select(snapshot => snapshot.GetProperty("regions")[0].GetProperty("age").GetRawText()));
    }

    [Fact]
    public async Task Damo_OfIntervalsChangedByHand_CarriesAGoalAndSnapshotsThatDamoReadsWithTheirOwnLength()
    {
        // First 20 samples each 5 ms, as the session's attributes still say; then each 20 ms; then 40 each 10 ms.
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(
            server,
            sampler,
            FakeSampler.Snapshot(0),
            FakeSampler.Snapshot(1) with { StartUs = 1_100_000, EndUs = 1_500_000, SamplingIntervalUs = 20_000 },
            FakeSampler.Snapshot(2) with { StartUs = 1_500_000, EndUs = 1_900_000, SamplingIntervalUs = 10_000, MaxNrAccesses = 40 });

        var record = Assert.Single(await ExportRecording.RecordsAsync(server, id));

        var intervals = record.GetProperty("intervals");
        Assert.Equal("""{"access_bp":0,"aggrs":1,"min_sample_us":5000,"max_sample_us":20000}""", intervals.GetProperty("intervals_goal").GetRawText());
        Assert.Equal([100_000.0, 400_000, 400_000], AggregationUsOfDamo(record));
    }

    [Fact]
    public async Task Damo_OfASnapshotWithoutItsSamplingInterval_HasNoneThatDamoWouldDivideBy()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.RecordAsync(server, sampler, FakeSampler.Snapshot(0), FakeSampler.Snapshot(1) with { SamplingIntervalUs = 0 });

        var record = Assert.Single(await ExportRecording.RecordsAsync(server, id));

        Assert.Equal(["5000", "null"], record.GetProperty("snapshots").EnumerateArray().Select(snapshot => snapshot.GetProperty("sample_interval_us").GetRawText()));
        Assert.False(record.GetProperty("intervals").TryGetProperty("intervals_goal", out _));
    }

    [Fact]
    public async Task Damo_OfTunedIntervals_CarriesTheSessionsGoal()
    {
        var (server, sampler) = await shared.BeginAsync();
        var attributes = new { plan = "kernel", intervalsGoal = new { accessBp = 400, aggregations = 3, minSamplingUs = 5_000, maxSamplingUs = 1_000_000 } };
        using var response = await server.PostAsync("sessions", new { targets = new[] { new { pid = 100 } }, attributes });
        Assert.Equal(201, (int)response.StatusCode);
        var id = Assert.Single(sampler.Started).SessionId;
        await sampler.PushAsync(id, FakeSampler.Snapshot(0));
        await sampler.PushAsync(id, FakeSampler.Snapshot(1) with { StartUs = 1_100_000, EndUs = 2_700_000, SamplingIntervalUs = 80_000 });
        using var stop = await server.PostAsync($"sessions/{id}/stop");

        var record = Assert.Single(await ExportRecording.RecordsAsync(server, id));

        Assert.Equal(
            """{"access_bp":400,"aggrs":3,"min_sample_us":5000,"max_sample_us":1000000}""",
            record.GetProperty("intervals").GetProperty("intervals_goal").GetRawText());
        Assert.Equal([100_000.0, 1_600_000], AggregationUsOfDamo(record));
    }

    [Fact]
    public async Task Damo_OfSeveralTargets_KeepsThemApartAndLeavesOutThoseWithoutARegion()
    {
        var (server, sampler) = await shared.BeginAsync();
        var id = await ExportRecording.StartAsync(server, sampler, 100, 200, 300);
        await sampler.PushAsync(id, FakeSampler.Snapshot(0, 0, new RegionSample(0x1000, 0x2000, 1, 0)));
        await sampler.PushAsync(id, FakeSampler.Snapshot(0, 1, new RegionSample(0x1000, 0x2000, 1, 0)));
        await sampler.PushAsync(id, FakeSampler.Snapshot(0, 2, new RegionSample(0x8000, 0x9000, 2, 0)));
        using var stop = await server.PostAsync($"sessions/{id}/stop");

        Assert.Equal([0, 1, 2], (await ExportRecording.RecordsAsync(server, id)).Select(TargetId));
        Assert.Equal([0, 1], (await ExportRecording.RecordsAsync(server, id, "end=0x2000")).Select(TargetId));
        Assert.Equal([2], (await ExportRecording.RecordsAsync(server, id, "start=0x2000")).Select(TargetId));
    }

    private static int TargetId(JsonElement record) => record.GetProperty("target_id").GetInt32();

    /// <summary>The aggregation interval that damo takes for each snapshot of a record with a goal.</summary>
    private static IEnumerable<double> AggregationUsOfDamo(JsonElement record)
    {
        var intervals = record.GetProperty("intervals");
        var ratio = intervals.GetProperty("aggr_us").GetDouble() / intervals.GetProperty("sample_us").GetDouble();
        Assert.NotEqual(0, intervals.GetProperty("intervals_goal").GetProperty("aggrs").GetInt32());
        return record.GetProperty("snapshots").EnumerateArray().Select(snapshot => snapshot.GetProperty("sample_interval_us").GetDouble() * ratio);
    }
}
