using Damon.Contracts.Monitoring;
using Damon.Server.Imports;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

public sealed class SnapshotMakerTests
{
    private const string Intervals = "\"intervals\": { \"sample_us\": 5000, \"aggr_us\": 100000, \"ops_update_us\": 1000000 }";

    [Theory]
    [InlineData("""{ "samples": 3, "percent": 15 }""", 20, 3)]
    [InlineData("""{ "samples": 20, "percent": 83.33333333333333 }""", 24, 20)]
    [InlineData("""{ "samples": 3, "percent": null }""", 20, 3)]
    [InlineData("""{ "samples": 0, "percent": 0 }""", 20, 0)]
    [InlineData("""{ "samples": 30, "percent": null }""", 30, 30)]
    [InlineData("""{ "percent": 15 }""", 20, 3)]
    [InlineData("""{ "percent": 0.1 }""", 20, 1)]
    [InlineData("3", 20, 3)]
    public async Task Make_IntervalsTold_ScaleIsOfPercentagesElseOfTheLength(string accesses, int most, int count)
    {
        var snapshot = Assert.Single(await MakeAsync(RecordBytes.Record(RecordBytes.Region(0, 4_096, accesses), head: Intervals)));

        Assert.Equal((most, count, 5_000L), (snapshot.MaxNrAccesses, snapshot.Regions[0].NrAccesses, snapshot.SamplingIntervalUs));
    }

    [Fact]
    public async Task Make_LongSnapshot_HasAsManySamplesAsFitIntoIt()
        => Assert.Equal(
            216,
            Assert.Single(await MakeAsync(RecordBytes.Record(
                RecordBytes.Region(0, 4_096, """{ "samples": 3 }"""), "\"start_time\": 1000000000, \"end_time\": 2080000000", Intervals))).MaxNrAccesses);

    [Fact]
    public async Task Make_NothingTold_ScaleIsTheLargestCountOfTheRecord()
    {
        var snapshots = await MakeAsync($$"""
            [{ "snapshots": [
              { "start_time": 1000000000, "end_time": 1105000000, "regions": [{{RecordBytes.Region(0, 4_096, """{ "samples": 3 }""")}}] },
              { "start_time": 1105000000, "end_time": 1210000000, "regions": [{{RecordBytes.Region(0, 4_096, """{ "samples": 21 }""")}}] }] }]
            """);

        Assert.Equal([(21, 5_000L), (21, 5_000L)], snapshots.Select(snapshot => (snapshot.MaxNrAccesses, snapshot.SamplingIntervalUs)));
    }

    [Fact]
    public async Task Make_PercentagesOfFewerSamples_TellWhatWasNotObserved()
    {
        var snapshot = Assert.Single(await MakeAsync(RecordBytes.Record(
            RecordBytes.Region(0, 4_096, """{ "samples": 5, "percent": 50 }""") + "," + RecordBytes.Region(4_096, 8_192, """{ "samples": 5, "percent": 25 }"""), head: Intervals)));

        Assert.Equal(20, snapshot.MaxNrAccesses);
        Assert.Equal([10, 0], snapshot.Unknown!);
    }

    [Fact]
    public async Task Make_RoundedPercentages_TellNothingOfSingleRegions()
    {
        var snapshot = Assert.Single(await MakeAsync(RecordBytes.Record(
            RecordBytes.Region(0, 4_096, """{ "samples": 1, "percent": 3 }""") + "," + RecordBytes.Region(4_096, 8_192, """{ "samples": 29, "percent": 96 }"""))));

        Assert.Equal(30, snapshot.MaxNrAccesses);
        Assert.Null(snapshot.Unknown);
    }

    [Theory]
    [InlineData("""{ "usec": null, "aggr_intervals": "65,895" }""", 65_895, null)]
    [InlineData("""{ "usec": "2 s", "aggr_intervals": null }""", 20, 1_000_000L - 2_000_000)]
    [InlineData("""{ "usec": 2000000, "aggr_intervals": 7 }""", 7, 1_000_000L - 2_000_000)]
    [InlineData("""{ "usec": null, "aggr_intervals": null }""", 0, null)]
    [InlineData("5000000000", int.MaxValue, null)]
    [InlineData("null", 0, null)]
    public async Task Make_Ages_AreKeptInIntervalsAndByTheClock(string age, int intervals, long? sinceUs)
    {
        var snapshot = Assert.Single(await MakeAsync(RecordBytes.Record(RecordBytes.Region(0, 4_096, """{ "samples": 1 }""", age), head: Intervals)));

        Assert.Equal((intervals, sinceUs), (snapshot.Regions[0].Age, snapshot.SinceUs?[0]));
    }

    [Fact]
    public async Task Make_NoStartTold_IsTheEndOfTheOneBeforeAndTheFirstAMeanIntervalLong()
    {
        var snapshots = await MakeAsync("""
            kdamond.0 1 [000] 10.000000: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1
            kdamond.0 1 [000] 10.100000: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1
            kdamond.0 1 [000] 10.300000: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1
            """);

        Assert.Equal([(0L, 9_850_000L, 10_000_000L), (1L, 10_000_000L, 10_100_000L), (2L, 10_100_000L, 10_300_000L)], snapshots.Select(snapshot => (snapshot.Seq, snapshot.StartUs, snapshot.EndUs)));
    }

    [Fact]
    public async Task Make_OneSnapshotWithTheFalseOneThatDamoAdds_HasItsLength()
    {
        var snapshot = Assert.Single(await MakeAsync("""
            kdamond.x xxxx xxxx 10.100000: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 3 12
            kdamond.x xxxx xxxx 10.150000: damon:damon_aggregated: target_id=0 nr_regions=1 0-0: -1 -1
            """));

        Assert.Equal((10_050_000L, 10_100_000L), (snapshot.StartUs, snapshot.EndUs));
    }

    [Fact]
    public async Task Make_OneSnapshotAlone_IsTakenToBeTheKernelsStandardLong()
        => Assert.Equal(10_000_000, Assert.Single(await MakeAsync("kdamond.0 1 [000] 10.1: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1")).StartUs);

    [Fact]
    public async Task Make_RegionsOutOfOrder_AreSorted()
    {
        var snapshot = Assert.Single(await MakeAsync(RecordBytes.Record(
            RecordBytes.Region(8_192, 12_288, """{ "samples": 1 }""") + "," + RecordBytes.Region(0, 4_096, """{ "samples": 2 }"""))));

        Assert.Equal([(0UL, 2), (8_192UL, 1)], snapshot.Regions.Select(region => (region.Start, region.NrAccesses)));
    }

    [Fact]
    public async Task Make_TunedIntervals_TakeTheSnapshotsOwn()
    {
        const string head = """
            "intervals": { "sample_us": 5000, "aggr_us": 100000, "ops_update_us": 1000000,
              "intervals_goal": { "access_bp": 400, "aggrs": 3, "min_sample_us": 5000, "max_sample_us": 10000000 } }
            """;
        var snapshot = Assert.Single(await MakeAsync(RecordBytes.Record(
            RecordBytes.Region(0, 4_096, """{ "samples": 3 }"""), "\"start_time\": 1000000000, \"end_time\": 2600000000, \"sample_interval_us\": 80000", head)));

        Assert.Equal((20, 80_000L), (snapshot.MaxNrAccesses, snapshot.SamplingIntervalUs));
    }

    /// <summary>The snapshots of a file, as they would be stored.</summary>
    internal static async Task<List<Snapshot>> MakeAsync(string text)
    {
        var parts = await RecordBytes.ReadAsync(text);
        var survey = new RecordSurvey();
        foreach (var part in parts)
        {
            survey.Take(part);
        }

        survey.End();
        var makers = survey.Records.Select(static (record, index) => new SnapshotMaker(record, index)).ToArray();
        return [.. parts.OfType<RecordedSnapshot>().Select(told => makers[told.Record].Make(told)).OfType<Snapshot>()];
    }
}
