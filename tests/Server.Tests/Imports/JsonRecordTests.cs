using Damon.Model.Monitoring;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

public sealed class JsonRecordTests
{
    private const string Newest = """
        [
          {
            "kdamond_idx": 1, "context_idx": 2,
            "intervals": { "sample_us": "5 ms", "aggr_us": "100000", "ops_update_us": 1000000,
              "intervals_goal": { "access_bp": "400.000000", "aggrs": "3", "min_sample_us": "5 ms", "max_sample_us": "10 s" } },
            "scheme_idx": null, "target_id": "18446623438842320000", "scheme_filters": [ { "deep": [ [ { "start": 1 } ] ] } ],
            "snapshots": [
              { "start_time": "1,000,000,000", "end_time": "1 s 100 ms",
                "regions": [
                  { "start": "4,096", "end": "12,288", "nr_accesses": { "samples": "3", "percent": 15.0 }, "age": { "usec": "2 s", "aggr_intervals": "20" },
                    "sz_filter_passed": "0 B", "probe_hits": [1, 2] } ],
                "total_bytes": "8.000 KiB", "damos_stats": { "nr_tried": "0" }, "sample_interval_us": "5 ms" }
            ],
            "data_source": "unknown"
          }
        ]
        """;

    [Fact]
    public async Task Read_NewestLayout_HasAllThatIsTold()
    {
        var parts = await RecordBytes.ReadAsync(Newest);

        var snapshot = Assert.IsType<RecordedSnapshot>(parts[0]);
        var head = Assert.IsType<RecordHead>(parts[1]);
        Assert.Equal(2, parts.Count);
        Assert.Equal((0, 1L, 1_000_000_000L, 1_100_000_000L, 5_000L), (snapshot.Record, snapshot.Number, snapshot.StartNs, snapshot.EndNs, snapshot.SamplingUs));
        var region = Assert.Single(snapshot.Regions);
        Assert.Equal((4_096UL, 12_288UL, 3L, 15.0), (region.Start, region.End, region.Samples, region.Percent));
        Assert.Equal((2_000_000L, 20L), (region.AgeUs, region.Age));
        Assert.Equal(("18446623438842320000", 1L, 2L), (head.TargetId, head.Kdamond, head.Context));
        Assert.Equal((5_000L, 100_000L, 1_000_000L), (head.Intervals!.SamplingUs, head.Intervals.AggregationUs, head.Intervals.UpdateUs));
        Assert.Equal(new IntervalsGoal { AccessBp = 400, Aggregations = 3, MinSamplingUs = 5_000, MaxSamplingUs = 10_000_000 }, head.Intervals.Goal);
    }

    [Fact]
    public async Task Read_OldestLayout_NeedsNeitherIntervalsNorTotals()
    {
        var parts = await RecordBytes.ReadAsync(RecordBytes.Record(RecordBytes.Region(0, 4_096, """{ "samples": 1, "percent": null }""")));

        Assert.Equal("7", Assert.IsType<RecordHead>(parts[1]).TargetId);
        Assert.Null(((RecordHead)parts[1]).Intervals);
        var region = Assert.Single(Assert.IsType<RecordedSnapshot>(parts[0]).Regions);
        Assert.Equal((1L, null, null, null), (region.Samples, region.Percent, region.Age, region.AgeUs));
    }

    [Theory]
    [InlineData("\"target_id\": null")]
    [InlineData("\"intervals\": null, \"kdamond_idx\": null, \"context_idx\": null")]
    public async Task Read_NullsAndMissing_AreNotTold(string head)
    {
        var parts = await RecordBytes.ReadAsync(RecordBytes.Record("", head: head));

        var told = Assert.IsType<RecordHead>(parts[1]);
        Assert.Equal((null, null, null, null), (told.TargetId, told.Kdamond, told.Context, told.Intervals));
    }

    [Fact]
    public async Task Read_GoalThatTunesNothing_IsNone()
    {
        const string head = """
            "intervals": { "sample_us": "5000", "aggr_us": "100000", "ops_update_us": "1000000",
              "intervals_goal": { "access_bp": "0.000000", "aggrs": "0", "min_sample_us": "0", "max_sample_us": "0" } }
            """;

        var parts = await RecordBytes.ReadAsync(RecordBytes.Record("", head: head));

        Assert.Null(Assert.IsType<RecordHead>(parts[1]).Intervals!.Goal);
    }

    [Fact]
    public async Task Read_MembersInAnyOrder_OfSeveralRecords_KeepTheirRecord()
    {
        var regions = RecordBytes.Region(0, 4_096, """{ "percent": 5 }""");
        var parts = await RecordBytes.ReadAsync($$"""
            [{ "snapshots": [{ "regions": [{{regions}}], "end_time": 2000000000 }], "target_id": 1 },
             { "target_id": 2, "snapshots": [] },
             { "snapshots": [{ "end_time": 3000000000, "start_time": null, "regions": [] }], "target_id": 3 }]
            """);

        Assert.Equal([0, 0, 1, 2, 2], parts.Select(part => part.Record));
        Assert.Equal(["1", "2", "3"], parts.OfType<RecordHead>().Select(head => head.TargetId));
        Assert.All(parts.OfType<RecordedSnapshot>(), snapshot => Assert.Equal((1L, null), (snapshot.Number, snapshot.StartNs)));
    }

    [Fact]
    public async Task Read_MoreThanABuffer_ComesWhole()
    {
        var regions = string.Join(',', Enumerable.Range(0, 5_000).Select(i => RecordBytes.Region((ulong)i * 8_192, ((ulong)i * 8_192) + 4_096, """{ "samples": 1, "percent": null }""")));

        var parts = await RecordBytes.ReadAsync(RecordBytes.Record(regions));

        Assert.Equal(5_000, Assert.IsType<RecordedSnapshot>(parts[0]).Regions.Count);
    }

    [Theory]
    [InlineData("{}", "it is JSON, but begins with an object instead of a list of records")]
    [InlineData("[", "line 1, byte 2: the file ends too early")]
    [InlineData("[]", "it has no records")]
    [InlineData("[1]", "the file: a single value stands where an object is expected")]
    [InlineData("[{}]", "record 1: it has no 'snapshots'")]
    [InlineData("[{\"snapshots\": []}]", "its records have no snapshots")]
    [InlineData("[{\"snapshots\": []}] x", "line 1, byte 21: this is no JSON")]
    [InlineData("[{\"snapshots\": 5}]", "record 1: 'snapshots' is '5', not a list")]
    [InlineData("[{\"snapshots\": null}]", "record 1: 'snapshots' is null, not a list")]
    [InlineData("[{\"snapshots\": [], \"intervals\": []}]", "record 1: 'intervals' is a list, not an object")]
    [InlineData("[{\"target_id\": \"x\"}]", "record 1: 'target_id' is 'x', not a number")]
    [InlineData("[{\"snapshots\": [{\"regions\": []}]}]", "record 1, snapshot 1: it has no 'end_time'")]
    [InlineData("[{\"snapshots\": [{\"end_time\": 5000}]}]", "record 1, snapshot 1: it has no 'regions'")]
    [InlineData("[{\"snapshots\": [{\"end_time\": true}]}]", "record 1, snapshot 1: 'end_time' is true or false, not a number")]
    [InlineData("[{\"snapshots\": [{\"end_time\": \"soon\"}]}]", "record 1, snapshot 1: 'end_time' is 'soon', not a time in nanoseconds")]
    [InlineData("[{\n\"snapshots\": [{\"end_time\": 5000,,", "line 2, byte 33")]
    public async Task Read_WrongShape_IsRefusedWithItsPlace(string text, string sentence)
        => Assert.StartsWith(sentence, await RecordBytes.FaultAsync(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "start": 8192, "end": 4096, "nr_accesses": { "samples": 1 } }""", "end 0x1000 is not above start 0x2000")]
    [InlineData("""{ "start": 8192, "end": 8192, "nr_accesses": { "samples": 1 } }""", "end 0x2000 is not above start 0x2000")]
    [InlineData("""{ "start": 4096, "nr_accesses": { "samples": 1 } }""", "it has no 'end'")]
    [InlineData("""{ "end": 4096, "nr_accesses": { "samples": 1 } }""", "it has no 'start'")]
    [InlineData("""{ "start": -1, "end": 4096 }""", "'start' is '-1', not an address from 0 to 2^64 - 1")]
    [InlineData("""{ "start": 4096, "end": 8192, "nr_accesses": { "samples": null, "percent": null } }""", "'nr_accesses' tells neither 'samples' nor 'percent'")]
    [InlineData("""{ "start": 4096, "end": 8192, "nr_accesses": { "samples": -2 } }""", "-2 accesses are no number of samples")]
    [InlineData("""{ "start": 4096, "end": 8192, "nr_accesses": { "samples": 3000000000 } }""", "3000000000 accesses are no number of samples")]
    [InlineData("""{ "start": 4096, "end": 8192, "nr_accesses": { "percent": -5 } }""", "-5 percent")]
    [InlineData("""{ "start": 0, "end": 8192, "nr_accesses": { "samples": 1 } }""", "0x0 to 0x2000 overlaps 0x1000 to 0x2000, another region of the same snapshot")]
    public async Task Survey_RegionThatCannotBe_IsRefusedWithItsPlace(string region, string sentence)
    {
        var fault = await RecordBytes.FaultAsync(RecordBytes.Record(
            RecordBytes.Region(4_096, 8_192, """{ "samples": 1 }""") + "," + RecordBytes.Region(1 << 20, 2 << 20, """{ "samples": 1 }""") + "," + region));

        Assert.StartsWith("record 1, snapshot 1, region 3: " + sentence, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Survey_RegionsOfMoreThanThereCanBe_IsRefused()
        => Assert.Equal(
            "record 1, snapshot 1: its regions are larger than 2^63 - 1 bytes together",
            await RecordBytes.FaultAsync(RecordBytes.Record(RecordBytes.Region(0, ulong.MaxValue, """{ "samples": 1 }"""))));

    [Theory]
    [InlineData("\"start_time\": 2000000000, \"end_time\": 2000000999", "record 1, snapshot 1: end_time 2000000999 is not a microsecond above start_time 2000000000")]
    [InlineData("\"start_time\": -5, \"end_time\": 2000000000", "record 1, snapshot 1: a time is negative")]
    [InlineData("\"end_time\": 0", "record 1, snapshot 1: it ends at time 0")]
    public async Task Survey_TimeThatCannotBe_IsRefusedWithItsPlace(string times, string sentence)
        => Assert.Equal(sentence, await RecordBytes.FaultAsync(RecordBytes.Record("", times)));

    [Fact]
    public async Task Survey_TimeThatGoesBack_IsRefusedWithItsPlace()
    {
        var fault = await RecordBytes.FaultAsync("""
            [{ "snapshots": [] },
             { "snapshots": [{ "start_time": 2000000000, "end_time": 3000000000, "regions": [] }, { "start_time": 1000000000, "end_time": 3500000000, "regions": [] }] }]
            """);

        Assert.Equal("record 2, snapshot 2: start_time 1000000000 is before that of the snapshot before it, 2000000000; snapshots must be in order of time", fault);
    }

    [Fact]
    public async Task Survey_IntervalOfMoreThanADay_IsRefused()
        => Assert.StartsWith(
            "record 1, intervals: 'aggr_us' is 172800000000 us; it is 0 to 86400000000 (one day)",
            await RecordBytes.FaultAsync(RecordBytes.Record("", head: """ "intervals": { "sample_us": 5000, "aggr_us": "2 d" } """)),
            StringComparison.Ordinal);
}
