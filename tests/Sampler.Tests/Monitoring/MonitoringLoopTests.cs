using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

public sealed class MonitoringLoopTests
{
    private const long Ms = 1_000_000;
    private static readonly Func<ulong, AccessAnswer> Hot = static _ => AccessAnswer.Accessed;
    private static readonly Func<ulong, AccessAnswer> Idle = static _ => AccessAnswer.NotAccessed;

    [Fact]
    public void Run_WorkTakesTime_DeadlinesStayOnTheGrid()
    {
        var process = Monitored.Process(Hot, 100, 1_000, 10);
        var monitored = new Monitored(new MonitoringAttributes(), process);
        var start = monitored.Clock.NowNs;
        process.Rule = _ =>
        {
            monitored.Clock.NowNs += 1_000;
            return AccessAnswer.Accessed;
        };
        monitored.Run(ticks: 10);
        Assert.Equal(Enumerable.Range(1, 10).Select(tick => start + (tick * 5 * Ms)), monitored.Clock.Deadlines);
    }

    [Fact]
    public void Run_FallsBehind_SkipsTicksAndCountsThem()
    {
        var process = Monitored.Process(Hot, 100, 1_000, 10);
        var monitored = new Monitored(new MonitoringAttributes(), process);
        var start = monitored.Clock.NowNs;
        monitored.Clock.Reached = tick => monitored.Clock.NowNs += tick == 3 ? 52 * Ms : 0;
        monitored.Run(ticks: 21);
        Assert.Equal(start + (20 * Ms) + (45 * Ms), monitored.Clock.Deadlines[3]);
        var snapshot = Assert.Single(monitored.Sink.Snapshots);
        Assert.Equal(9, snapshot.MissedTicks);
        Assert.Equal(20, snapshot.MaxNrAccesses);
        Assert.All(snapshot.Regions, region => Assert.Equal(20, region.NrAccesses));
    }

    [Fact]
    public void Run_AggregationEnds_PublishesInOrderWithTimes()
    {
        var monitored = new Monitored(new MonitoringAttributes(), Monitored.Process(Hot, 100, 1_000, 10), Monitored.Process(Idle, 10, 10, 10));
        var start = monitored.Clock.UnixUs;
        monitored.Run(ticks: 60);
        Assert.Equal(6, monitored.Sink.Snapshots.Count);
        foreach (var target in new[] { 0, 1 })
        {
            var snapshots = monitored.Sink.Snapshots.Where(one => one.Target == target).ToArray();
            Assert.Equal([0, 1, 2], snapshots.Select(one => one.Seq));
            Assert.Equal([start, start + 100_000, start + 200_000], snapshots.Select(one => one.StartUs));
            Assert.Equal([start + 100_000, start + 200_000, start + 300_000], snapshots.Select(one => one.EndUs));
            Assert.All(snapshots.SelectMany(one => one.Regions), region => Assert.Equal(target == 0 ? 20 : 0, region.NrAccesses));
        }
    }

    [Fact]
    public void Run_TicksWithinAnAggregation_TakeOneCallEach()
    {
        var process = Monitored.Process(Hot, 100, 1_000, 10);
        new Monitored(new MonitoringAttributes(), process).Run(ticks: 40);
        // The first call prepares; the ends of both aggregations take one to learn and one to prepare.
        Assert.Equal(1 + 40 + 2, process.Calls);
        Assert.Equal(1, process.Updates);
    }

    [Fact]
    public void Run_UpdateIntervalPasses_ReadsRangesAgain()
    {
        var process = Monitored.Process(Idle, 100, 1_000, 10);
        var monitored = new Monitored(new MonitoringAttributes { UpdateIntervalUs = 200_000 }, process);
        var grown = new AddressRange(process.Ranges[1].Start, process.Ranges[1].End + (500 * Pages.Size));
        monitored.Clock.Reached = tick =>
        {
            if (tick == 30)
            {
                process.Ranges = [process.Ranges[0], grown, process.Ranges[2]];
            }
        };
        monitored.Run(ticks: 60);
        Assert.Equal(2, process.Updates);
        var last = monitored.Sink.Snapshots[^1].Regions;
        Assert.Equal(process.Ranges.Aggregate(0UL, (sum, range) => sum + range.Size), last.Aggregate(0UL, (sum, region) => sum + region.Size));
        Assert.Contains(last, region => region.End == grown.End);
    }

    [Fact]
    public void Run_NoRangesYet_IsToldAndSampledAsSoonAsThereAre()
    {
        var process = new FakeTargetOperations { Rule = Hot };
        var monitored = new Monitored(new MonitoringAttributes { UpdateIntervalUs = 100_000 }, process);
        monitored.Clock.Reached = tick => process.Ranges = tick < 30 ? [] : Monitored.Process(Hot, 10, 10, 10).Ranges;
        monitored.Run(ticks: 60);
        Assert.Equal(2, monitored.Sink.Skipped);
        Assert.Single(monitored.Sink.Snapshots);
    }

    [Fact]
    public void Run_OneTargetDies_OthersGoOn()
    {
        var dying = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes(), dying, Monitored.Process(Hot, 10, 10, 10));
        monitored.Clock.Reached = tick => dying.IsValid = tick < 30;
        var end = monitored.Run(ticks: 60);
        Assert.Equal(MonitoringEnd.Asked, end);
        Assert.Equal((0, "The process has exited."), Assert.Single(monitored.Sink.TargetEnds));
        Assert.True(dying.IsDisposed);
        Assert.Equal(1, monitored.Sink.Snapshots.Count(one => one.Target == 0));
        Assert.Equal(3, monitored.Sink.Snapshots.Count(one => one.Target == 1));
    }

    [Fact]
    public void Run_LastTargetDies_EndsAtOnce()
    {
        var dying = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes(), dying);
        monitored.Clock.Reached = tick => dying.IsValid = tick < 25;
        var end = monitored.Run(ticks: 1_000);
        Assert.Equal(new MonitoringEnd(false, "Every target has exited."), end);
        Assert.Equal(25, monitored.Clock.Deadlines.Count);
    }

    [Fact]
    public void Run_LongAggregation_NoticesDeathAtTheNextTick()
    {
        var dying = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes { AggregationIntervalUs = 60_000_000 }, dying);
        monitored.Clock.Reached = tick => dying.IsValid = tick < 25;
        monitored.Run(ticks: 10_000);
        Assert.Equal(25, monitored.Clock.Deadlines.Count);
    }

    [Fact]
    public void Run_AccessChecksFail_EndsWithTheirSentence()
    {
        var process = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes(), process);
        monitored.Clock.Reached = tick => process.Fault = tick < 5 ? null : new OperationsException(OperationsProblem.Forbidden, "CAP_SYS_NICE is missing.");
        Assert.Equal(new MonitoringEnd(true, "CAP_SYS_NICE is missing."), monitored.Run(ticks: 100));
        Assert.Equal((0, "CAP_SYS_NICE is missing."), Assert.Single(monitored.Sink.TargetEnds));
    }

    [Fact]
    public void Run_UnexpectedException_EndsAsFailedAndClosesTargets()
    {
        var process = Monitored.Process(Hot, 10, 10, 10);
        process.Fault = new InvalidOperationException("broken");
        var end = new Monitored(new MonitoringAttributes(), process).Run(ticks: 100);
        Assert.Equal(new MonitoringEnd(true, "Sampling failed: broken"), end);
        Assert.True(process.IsDisposed);
    }

    [Fact]
    public void Join_WhileRunning_SamplesTheNewTargetToo()
    {
        var monitored = new Monitored(new MonitoringAttributes(), Monitored.Process(Idle, 10, 10, 10));
        monitored.Operations.Processes[7] = Monitored.Process(Hot, 10, 10, 10);
        monitored.Clock.Reached = tick =>
        {
            if (tick == 30)
            {
                monitored.Loop.Join(new ProcessIdentity(7, 1));
                monitored.Loop.Join(new ProcessIdentity(8, 1));
            }
        };
        monitored.Run(ticks: 61);
        Assert.Equal([1], monitored.Sink.Added);
        Assert.Equal("There is no process 8.", Assert.Single(monitored.Sink.Refused));
        var first = monitored.Sink.Snapshots.First(one => one.Target == 1);
        Assert.Equal(0, first.Seq);
        // Half of its first interval had passed: those samples are unknown, not idle.
        Assert.All(first.Regions, region => Assert.Equal((20, 11), (region.NrAccesses, region.NrUnknown)));
    }

    [Fact]
    public void Run_LastTargetDiesButOthersMayCome_WaitsWithoutWorkUntilOneComes()
    {
        var dying = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes(), waits: true, dying);
        monitored.Operations.Processes[7] = Monitored.Process(Hot, 10, 10, 10);
        const int died = 25;
        const int joined = died + 3;
        long joinedUs = 0;
        monitored.Clock.Reached = tick =>
        {
            dying.IsValid = tick < died;
            if (tick == joined)
            {
                Assert.Contains("No process is there", monitored.Loop.Cost?.LimitedBy);
                joinedUs = monitored.Clock.UnixUs;
                monitored.Loop.Join(new ProcessIdentity(7, 1));
            }
        };
        var end = monitored.Run(ticks: joined + 40);

        Assert.Equal(MonitoringEnd.Asked, end);
        Assert.Equal((0, "The process has exited."), Assert.Single(monitored.Sink.TargetEnds));
        Assert.Equal([1], monitored.Sink.Added);

        // Nobody was sampled for hours: nothing was to be done, and the first interval begins when the process comes.
        Assert.All(monitored.Clock.Deadlines[died..joined].Zip(monitored.Clock.Deadlines[(died - 1)..]), wait => Assert.Equal(3_600_000 * Ms, wait.First - wait.Second));
        var first = monitored.Sink.Snapshots.Single(one => one.Target == 1 && one.Seq == 0);
        Assert.Equal((joinedUs, joinedUs + 100_000, 0), (first.StartUs, first.EndUs, first.MissedTicks));
        Assert.Equal(2, monitored.Sink.Snapshots.Count(one => one.Target == 1));
        Assert.Null(monitored.Loop.Cost?.LimitedBy);
    }

    [Fact]
    public void Run_WhileItWaits_StopsAsSoonAsAsked()
    {
        var dying = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes(), waits: true, dying);
        monitored.Clock.Reached = tick => dying.IsValid = tick < 5;
        Assert.Equal(MonitoringEnd.Asked, monitored.Run(ticks: 6));
        Assert.Equal(6, monitored.Clock.Deadlines.Count);
    }

    [Fact]
    public void Change_WhileItWaits_HoldsForTheNextThatComes()
    {
        var dying = Monitored.Process(Hot, 10, 10, 10);
        var monitored = new Monitored(new MonitoringAttributes(), waits: true, dying);
        monitored.Operations.Processes[7] = Monitored.Process(Hot, 10, 10, 10);
        monitored.Clock.Reached = tick =>
        {
            dying.IsValid = tick < 5;
            if (tick == 6)
            {
                monitored.Loop.Change(new MonitoringAttributes { SamplingIntervalUs = 10_000, AggregationIntervalUs = 50_000 });
            }
            else if (tick == 7)
            {
                monitored.Loop.Join(new ProcessIdentity(7, 1));
            }
        };
        monitored.Run(ticks: 30);
        Assert.Equal((10_000, 5), monitored.Sink.Snapshots[0] is var first ? (first.SamplingIntervalUs, first.MaxNrAccesses) : default);
    }
}
