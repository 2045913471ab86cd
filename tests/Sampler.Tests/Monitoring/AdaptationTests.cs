using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>What a session shows of made-up processes over time.</summary>
public sealed class AdaptationTests
{
    private static readonly MonitoringAttributes Defaults = new();

    [Fact]
    public void Run_HotAreaInsideALargeOne_RegionsFollowIt()
    {
        // 4 GiB with a hot 1 %.
        var process = Monitored.Process(static _ => AccessAnswer.NotAccessed, 10, 1 << 20, 10);
        var hot = new AddressRange(process.Ranges[1].Start + (700_000 * Pages.Size), process.Ranges[1].Start + (710_000 * Pages.Size));
        process.Rule = address => hot.Intersects(new AddressRange(address, address + 1)) ? AccessAnswer.Accessed : AccessAnswer.NotAccessed;
        var monitored = new Monitored(Defaults, process);
        monitored.Run(ticks: 20 * 200);
        var shown = monitored.Sink.Snapshots[^1].Regions.Where(region => region.NrAccesses >= 10).ToArray();
        var found = shown.Aggregate(0UL, (sum, region) => sum + Overlap(region.Range, hot));
        var size = shown.Aggregate(0UL, (sum, region) => sum + region.Size);
        Assert.InRange((double)found / hot.Size, 0.9, 1.0);
        Assert.InRange((double)found / size, 0.9, 1.0);
    }

    [Theory]
    [InlineData(10, 20)]
    [InlineData(10, 100)]
    [InlineData(3, 10)]
    [InlineData(10, 10)]
    [InlineData(3, 3)]
    public void Run_AnyBounds_EverySnapshotKeepsThem(int min, int max)
    {
        var process = Monitored.Process(Areas, 40, 60_000, 30);
        var monitored = new Monitored(Defaults with { MinRegions = min, MaxRegions = max, UpdateIntervalUs = 250_000 }, process);
        monitored.Clock.Reached = tick =>
        {
            if (tick % 170 == 0)
            {
                var middle = process.Ranges[1];
                process.Ranges = [process.Ranges[0], middle with { End = middle.Start + ((ulong)(30_000 + (tick * 7)) * Pages.Size) }, process.Ranges[2]];
            }
        };
        monitored.Run(ticks: 20 * 100);
        Assert.Equal(100 - 1, monitored.Sink.Snapshots.Count(one => one.Seq > 0));
        Assert.All(monitored.Sink.Snapshots, one => Assert.InRange(one.Regions.Length, min, max));

        static AccessAnswer Areas(ulong address) => (address / Pages.Size / 2_560) % 2 == 0 ? AccessAnswer.Accessed : AccessAnswer.NotAccessed;
    }

    [Fact]
    public void Run_SeveralTargets_BoundHoldsForTheSession()
    {
        var random = new Random(5);
        var targets = Enumerable.Range(0, 4)
            .Select(_ => Monitored.Process(_ => random.Next(2) == 0 ? AccessAnswer.Accessed : AccessAnswer.NotAccessed, 100, 9_000, 100))
            .ToArray();
        var monitored = new Monitored(Defaults with { MinRegions = 10, MaxRegions = 60 }, targets);
        monitored.Run(ticks: 20 * 50);
        var counts = monitored.Sink.Snapshots.GroupBy(one => one.EndUs).Select(group => group.Sum(one => one.Regions.Length)).ToArray();
        Assert.Equal(50, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 10, 60));
    }

    [Theory]
    [InlineData(10, 10, 1)]
    [InlineData(60_000, 60_000, 1)]
    [InlineData(1_000, 1_000, 4)]
    public void Run_TightBounds_NeverSamplesMoreThanAllowed(int min, int max, int count)
    {
        var most = 0;
        var targets = Enumerable.Range(0, count)
            .Select(_ => Monitored.Process(static address => (address >> 14) % 3 == 0 ? AccessAnswer.Accessed : AccessAnswer.NotAccessed, 100, 1 << 20, 100))
            .ToArray();
        var monitored = new Monitored(Defaults with { MinRegions = min, MaxRegions = max, UpdateIntervalUs = 100_000 }, targets);
        monitored.Clock.Reached = tick =>
        {
            most = Math.Max(most, targets.Sum(target => target.Prepared.Length));
            if (tick % 40 == 0)
            {
                targets[0].Ranges[1].Deconstruct(out var start, out var end);
                targets[0].Ranges = [targets[0].Ranges[0], new AddressRange(start, end + (10_000 * Pages.Size)), targets[0].Ranges[2]];
            }
        };
        monitored.Run(ticks: 20 * 12);
        Assert.Equal(max, most);
        var counts = monitored.Sink.Snapshots.GroupBy(one => one.EndUs).Select(group => group.Sum(one => one.Regions.Length));
        Assert.All(counts, sum => Assert.InRange(sum, min, max));
    }

    [Fact]
    public void Run_SomeSamplesUnknown_ScalesToWhatWasObserved()
    {
        var asked = 0;
        var process = Monitored.Process(_ => asked++ % 2 == 0 ? AccessAnswer.Unknown : AccessAnswer.Accessed, 1, 1, 1);
        var monitored = new Monitored(Defaults, process);
        monitored.Run(ticks: 20);
        Assert.All(Assert.Single(monitored.Sink.Snapshots).Regions, region => Assert.Equal((20, 10), (region.NrAccesses, region.NrUnknown)));
    }

    [Fact]
    public void Run_UnobservablePart_NeverJoinsTheIdleOne()
    {
        var process = Monitored.Process(static _ => AccessAnswer.NotAccessed, 100, 10_000, 100);
        var locked = process.Ranges[2];
        process.Rule = address => address >= locked.Start ? AccessAnswer.Unknown : AccessAnswer.NotAccessed;
        process.Ranges[1] = process.Ranges[1] with { End = locked.Start };
        process.Ranges[1] = process.Ranges[1] with { Start = locked.Start - (10_000 * Pages.Size) };
        var monitored = new Monitored(Defaults, process);
        monitored.Run(ticks: 20 * 30);
        Assert.All(monitored.Sink.Snapshots.SelectMany(one => one.Regions), region =>
        {
            Assert.Equal(0, region.NrAccesses);
            Assert.Equal(region.Start >= locked.Start ? 20 : 0, region.NrUnknown);
            Assert.True(region.Start >= locked.Start || region.End <= locked.Start);
        });
    }

    [Fact]
    public void Run_OverTheLimit_AgesEveryRegionOnce()
    {
        // 64 areas alternately hot and cold do not fit 10 regions: joining is repeated with higher thresholds.
        var process = Monitored.Process(address => (address / Pages.Size / 64) % 2 == 0 ? AccessAnswer.Accessed : AccessAnswer.NotAccessed, 1, 4_096, 1);
        var monitored = new Monitored(Defaults with { MinRegions = 3, MaxRegions = 10 }, process);
        monitored.Run(ticks: 20 * 20);
        foreach (var snapshot in monitored.Sink.Snapshots)
        {
            Assert.All(snapshot.Regions, region => Assert.InRange(region.Age, 0, (int)snapshot.Seq + 1));
        }
    }

    [Fact]
    public void Change_WhileRunning_CarriesResultsOver()
    {
        var monitored = new Monitored(Defaults, Monitored.Process(static _ => AccessAnswer.Accessed, 1, 1, 1));
        monitored.Clock.Reached = tick =>
        {
            if (tick == 110)
            {
                monitored.Loop.Change(Defaults with { SamplingIntervalUs = 10_000, AggregationIntervalUs = 400_000 });
            }
        };
        monitored.Run(ticks: 151);
        var before = monitored.Sink.Snapshots[4];
        var after = monitored.Sink.Snapshots[5];
        Assert.All(before.Regions, region => Assert.Equal((20, 4), (region.NrAccesses, region.Age)));
        Assert.Equal((40, 10_000), (after.MaxNrAccesses, after.SamplingIntervalUs));
        Assert.Equal(400_000, after.EndUs - after.StartUs);
        // Age 4 of 100 ms is 1 of 400 ms, and the frequency has stayed.
        Assert.All(after.Regions, region => Assert.Equal((40, 2), (region.NrAccesses, region.Age)));
    }

    [Fact]
    public void Run_IntervalsGoal_LengthensIntervalsOfAnIdleTarget()
    {
        var goal = new IntervalsGoal { MaxSamplingUs = 30_000 };
        var monitored = new Monitored(Defaults with { IntervalsGoal = goal }, Monitored.Process(static _ => AccessAnswer.NotAccessed, 10, 1_000, 10));
        monitored.Run(ticks: 20 * 12);
        Assert.Equal([5_000, 10_000, 20_000, 30_000], monitored.Sink.Snapshots.Select(one => one.SamplingIntervalUs).Distinct());
        Assert.Equal([3, 3, 3, 3], monitored.Sink.Snapshots.CountBy(one => one.SamplingIntervalUs).Select(group => group.Value));
        Assert.All(monitored.Sink.Snapshots, one => Assert.Equal(20, one.MaxNrAccesses));
        Assert.Equal(600_000, monitored.Sink.Snapshots[^1].EndUs - monitored.Sink.Snapshots[^1].StartUs);
    }

    [Fact]
    public void Run_IntervalsGoal_ShortensIntervalsOfABusyTarget()
    {
        var attributes = Defaults with { SamplingIntervalUs = 80_000, AggregationIntervalUs = 1_600_000, IntervalsGoal = new IntervalsGoal() };
        var monitored = new Monitored(attributes, Monitored.Process(static _ => AccessAnswer.Accessed, 10, 1_000, 10));
        monitored.Run(ticks: 20 * 18);
        Assert.Equal(80_000, monitored.Sink.Snapshots[0].SamplingIntervalUs);
        Assert.Equal(5_000, monitored.Attributes.SamplingIntervalUs);
        Assert.Equal(100_000, monitored.Attributes.AggregationIntervalUs);
    }

    [Fact]
    public void Run_AfterWarmUp_AllocatesNothing()
    {
        var process = Monitored.Process(static address => (address >> 20) % 3 == 0 ? AccessAnswer.Accessed : AccessAnswer.NotAccessed, 10, 100_000, 10);
        var context = new MonitoringContext(Defaults with { UpdateIntervalUs = 100_000 }, new Xoshiro256(1), new SilentSink());
        context.Add(new Target(0, process));
        context.Start(0);
        Ticks(20 * 200);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ticks(20 * 20);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ticks(int count)
        {
            for (var i = 0; i < count; i++)
            {
                context.Tick(i);
            }
        }
    }

    private static ulong Overlap(AddressRange a, AddressRange b)
        => a.Intersects(b) ? Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start) : 0;

    private sealed class SilentSink : IMonitoringSink
    {
        public void Publish(in SnapshotView snapshot)
        {
        }

        public void TargetAdded(int target, ProcessIdentity process)
        {
        }

        public void TargetRefused(ProcessIdentity process, string reason)
        {
        }

        public void TargetSkipped(int target)
        {
        }

        public void TargetEnded(int target, string reason)
        {
        }

        public void Ended(MonitoringEnd end)
        {
        }
    }
}
