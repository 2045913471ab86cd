using Damon.Server.Imports.Formats;

namespace Damon.Server.Tests.Imports;

public sealed class TraceRecordTests
{
    [Fact]
    public async Task Read_TextOfPerfScript_MakesASnapshotOfAsManyLinesAsItSays()
    {
        var parts = await RecordBytes.ReadAsync("""
            # comment
            kdamond.0  4452 [000] 82877.315633: damon:damon_aggregated: target_id=18446623435582458880 nr_regions=2 4096-8192: 0 3
            kdamond.0  4452 [000] 82877.315635: damon:damon_aggregated: target_id=18446623435582458880 nr_regions=2 8192-20480: 5 4 probe_hits=1,2

            swapper     0 [001] 82877.400000: sched:sched_switch: prev_comm=x
            kdamond.0  4452 [000] 82877.415633: damon:damon_aggregated: target_id=18446623435582458880 nr_regions=1 4096-20480: 7 0
            """);

        Assert.Equal("18446623435582458880", Assert.IsType<RecordHead>(parts[0]).TargetId);
        var snapshots = parts.OfType<RecordedSnapshot>().ToArray();
        Assert.Equal([82_877_315_633_000, 82_877_415_633_000], snapshots.Select(snapshot => snapshot.EndNs));
        Assert.All(snapshots, snapshot => Assert.Null(snapshot.StartNs));
        Assert.Equal([(4_096UL, 8_192UL, 0L, 3L), (8_192UL, 20_480UL, 5L, 4L)], snapshots[0].Regions.Select(region => (region.Start!.Value, region.End!.Value, region.Samples!.Value, region.Age!.Value)));
    }

    [Fact]
    public async Task Read_WithoutAges_AsOldKernelsWrite_TellsNone()
    {
        var parts = await RecordBytes.ReadAsync("kdamond.0 1 [000] 1.5: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 3\r\n");

        Assert.Null(Assert.Single(Assert.IsType<RecordedSnapshot>(parts[1]).Regions).Age);
    }

    [Fact]
    public async Task Read_AsDamoWritesIt_DropsTheFalseRegionAndHasNoTarget()
    {
        var parts = await RecordBytes.ReadAsync("""
            kdamond.x xxxx xxxx 10.100000: damon:damon_aggregated: target_id=None nr_regions=1 4096-8192: 3 12
            kdamond.x xxxx xxxx 10.200000: damon:damon_aggregated: target_id=None nr_regions=1 0-0: -1 -1
            """);

        Assert.Null(Assert.IsType<RecordHead>(parts[0]).TargetId);
        Assert.Equal([false, true], parts.OfType<RecordedSnapshot>().Select(snapshot => snapshot.IsFalse));
    }

    [Fact]
    public async Task Read_SeveralTargetsAndThreads_MixedUp_AreRecordsOfTheirOwn()
    {
        var parts = await RecordBytes.ReadAsync("""
            kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=2 4096-8192: 1 1
            kdamond.1 2 [001] 1.1: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 2 1
            kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=2 8192-12288: 3 1
            kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=1 nr_regions=1 4096-8192: 4 1
            """);

        Assert.Equal([(1, 2L), (0, 1L), (2, 4L)], parts.OfType<RecordedSnapshot>().Select(snapshot => (snapshot.Record, snapshot.Regions[0].Samples!.Value)));
    }

    [Fact]
    public async Task Read_TunedIntervals_HoldFromThereOn()
    {
        var parts = await RecordBytes.ReadAsync("""
            kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1
            kdamond.0 1 [000] 1.2: damon:damon_monitor_intervals_tune: sample_us=80000
            kdamond.0 1 [000] 1.2: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1
            kdamond.0 1 [000] 2.8: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 1 1
            """);

        Assert.Equal([null, 80_000, 80_000], parts.OfType<RecordedSnapshot>().Select(snapshot => snapshot.SamplingUs));
    }

    [Fact]
    public async Task Read_OfTraceCmd_NamesTheEventWithoutItsSystem()
        => Assert.Equal(2, (await RecordBytes.ReadAsync("   kdamond.0-4452 [000] ..... 82877.315633: damon_aggregated: target_id=0 nr_regions=1 4096-8192: 0 3")).Count);

    [Fact]
    public async Task Read_IntervalsOfThreadsWithoutEnd_IsRefusedBeforeTheyFillTheMemory()
    {
        var lines = Enumerable.Range(1, 5_000).Select(static thread => $"kdamond.{thread} 1 [000] 1.2: damon:damon_monitor_intervals_tune: sample_us=5000");

        Assert.Equal("line 4097: it tells intervals of more than 4096 threads, which is more than one session can hold", await RecordBytes.FaultAsync(string.Join('\n', lines)));
    }

    [Theory]
    [InlineData("hello", "it is neither a damo record")]
    [InlineData("kdamond.0 1 [000] 1.0: damon:damos_before_apply: ctx_idx=0 scheme_idx=0 target_idx=0 nr_regions=11 4096-8192: 0 136", "it has damos_before_apply events only")]
    [InlineData("\nkdamond.0 1 [000] soon: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 3 12", "line 2: 'soon:' before the event's name is no time in seconds")]
    [InlineData("kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=x nr_regions=1 4096-8192: 3 12", "line 1: the event has no 'target_id=' and 'nr_regions=' with a number")]
    [InlineData("kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=1 4096: 3 12", "line 1: '4096:' is no range of addresses such as 4096-8192:")]
    [InlineData("kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: many", "line 1: 'many' is no number of accesses")]
    [InlineData("kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=1 8192-4096: 3 12", "line 1: end 0x1000 is not above start 0x2000")]
    [InlineData("kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=2 4096-8192: 3 12", "line 1: the text ends within a snapshot: the one that begins in line 1 has only 1 of its 2 regions")]
    [InlineData(
        "kdamond.0 1 [000] 1.0: damon:damon_aggregated: target_id=0 nr_regions=3 4096-8192: 3 12\nkdamond.0 1 [000] 1.1: damon:damon_aggregated: target_id=0 nr_regions=3 4096-8192: 3 12",
        "line 2: the next snapshot begins, but the one that begins in line 1 has only 1 of its 3 regions; perf may have lost events")]
    [InlineData(
        "kdamond.0 1 [000] 2.0: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 3 12\nkdamond.0 1 [000] 1.9: damon:damon_aggregated: target_id=0 nr_regions=1 4096-8192: 3 12",
        "line 2: it ends at 1900000000 ns, not a microsecond after the snapshot before it, at 2000000000 ns")]
    public async Task Read_TextThatCannotBe_IsRefusedWithItsLine(string text, string sentence)
        => Assert.StartsWith(sentence, await RecordBytes.FaultAsync(text), StringComparison.Ordinal);
}
