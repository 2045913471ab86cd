using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

public sealed class AdaptivePlanTests
{
    private const int PageCount = 4_000;
    private const long Ms = 1_000_000;

    private static readonly MonitoringBudget Ample = new() { SamplerPercent = 0, TargetPercent = 0 };

    [Fact]
    public void HotPart_OfAQuarter_IsFoundToThePageOrNearlySo()
    {
        var simulation = New(Ample);
        simulation.Process.Rule = static (page, from, to) => to > from && page is >= 1_000 and < 2_000;
        var last = Keep(simulation);

        simulation.Run(5);

        var hot = last.Regions.Where(region => region.NrAccesses * 2 >= 20).Select(region => Simulation.PagesOf(region)).ToList();
        var right = hot.Sum(pages => Math.Max(0, Math.Min(2_000, pages.Last) - Math.Max(1_000, pages.First)));
        Assert.InRange(right / (double)hot.Sum(pages => pages.Last - pages.First), 0.97, 1);
        Assert.InRange(right / 1_000.0, 0.97, 1);
    }

    [Fact]
    public void Borders_OfASmallHotPart_AreFoundToAPage_AndFollowedWhenTheyMove()
    {
        var simulation = New(new MonitoringBudget { SamplerPercent = 1, TargetPercent = 0 });
        simulation.Process.ClearNs = 20_000;
        var (first, end) = (1_003, 1_111);
        simulation.Process.Rule = (page, from, to) => to > from && page >= first && page < end;
        var last = Keep(simulation);

        simulation.Run(6);
        AssertHot(last, first, end);

        end = 1_190;
        simulation.Run(6);
        AssertHot(last, first, end);
    }

    [Fact]
    public void Hot_TurnsColdAndBack_IsNoticedWithinTwoIntervals()
    {
        var simulation = New(new MonitoringBudget { SamplerPercent = 1, TargetPercent = 0 });
        simulation.Process.ClearNs = 20_000;
        var isHot = true;
        simulation.Process.Rule = (page, from, to) => to > from && page < 500 && isHot;
        var shares = new List<double>();
        simulation.OnSnapshot = (in SnapshotView snapshot) => shares.Add(HotShare(snapshot, 500));
        simulation.Run(5);
        Assert.InRange(shares[^1], 0.9, 1);

        isHot = false;
        simulation.Run(0.21);
        Assert.InRange(shares[^1], 0, 0.1);

        isHot = true;
        simulation.Run(0.21);
        Assert.InRange(shares[^1], 0.85, 1);
    }

    [Fact]
    public void Idle_CostsNoClears_OnceItHasBeenArmed()
    {
        var simulation = New(Ample).Run(60);
        var clears = simulation.Process.Clears;

        simulation.Run(5);

        // Every page there is has been made old once; since then nothing was accessed.
        Assert.InRange(simulation.Process.Clears - clears, 0, PageCount / 20);
    }

    [Theory]
    [InlineData(PageSight.Stuck)]
    [InlineData(PageSight.Shared)]
    public void PagesThatCannotBeMadeOld_AreUnknown_NeverCold(PageSight sight)
    {
        var simulation = New(Ample);

        // Hot and stuck pages among idle and absent ones: what is left of them is idle.
        simulation.Process.Rule = static (page, from, to) => page % 3 == 0;
        simulation.Process.Stuck = page => page % 3 == 0 ? sight : null;
        simulation.Process.IsAbsent = static page => page % 3 == 1;
        var last = Keep(simulation);

        simulation.Run(5);

        Assert.All(last.Regions, region => Assert.Equal(20, region.NrUnknown));
        Assert.All(last.Regions, region => Assert.True(float.IsNaN(region.Touched)));
    }

    [Fact]
    public void SharedMemory_OnePageIsMappedByOthers_NoneOfItIsSaidToBeIdle()
    {
        var simulation = New(Ample);
        simulation.Process.IsShared = true;
        simulation.Process.Stuck = static page => page % 10 == 0 ? PageSight.Shared : null;
        simulation.Process.Rule = static (page, from, to) => page % 10 == 0;
        var last = Keep(simulation);

        simulation.Run(5);

        Assert.DoesNotContain(last.Regions, region => region.NrUnknown < 20 && region.NrAccesses == 0);
    }

    [Fact]
    public void SharedMemory_NobodyElseMapsIt_IsToldAsAnyOther()
    {
        var simulation = New(Ample);
        simulation.Process.IsShared = true;
        var last = Keep(simulation);

        simulation.Run(5);

        Assert.All(last.Regions, region => Assert.Equal((0, 0), (region.NrUnknown, region.NrAccesses)));
    }

    [Fact]
    public void SharedMemory_NoneOfItIsThereInThisProcess_IsUnknown_NotIdle()
    {
        var simulation = New(Ample);
        simulation.Process.IsShared = true;
        simulation.Process.IsAbsent = static _ => true;
        var last = Keep(simulation);

        simulation.Run(3);

        Assert.All(last.Regions, region => Assert.Equal(20, region.NrUnknown));
    }

    [Fact]
    public void MemorySeenThroughOtherTables_IsUnknownAndSaidSo()
    {
        var simulation = New(Ample);
        simulation.Process.Blindness = "A virtual machine.";
        var last = Keep(simulation);

        simulation.Run(3);

        Assert.All(last.Regions, region => Assert.Equal(20, region.NrUnknown));
        Assert.Equal("A virtual machine.", simulation.Plan.Cost!.LimitedBy);
    }

    [Fact]
    public void NoBudgetLeft_WhatWasNeverSampledIsUnknown_NotCold()
    {
        var simulation = New(new MonitoringBudget { SamplerPercent = 0.01, TargetPercent = 0 });
        simulation.Process.ClearNs = 100_000;
        simulation.Process.Rule = static (page, from, to) => to > from;
        var cold = 0;
        simulation.OnSnapshot = (in SnapshotView snapshot) =>
        {
            foreach (ref readonly var region in snapshot.Regions)
            {
                cold += region is { NrAccesses: 0, NrUnknown: < 20 } ? 1 : 0;
            }
        };

        simulation.Run(20);

        Assert.Equal(0, cold);
    }

    [Fact]
    public void Since_IsTheMomentOfTheChange_AndNeverBeforeTheSession()
    {
        var simulation = New(Ample);
        var start = simulation.Clock.UnixUs;
        var changedUs = 0L;
        simulation.Process.Rule = (page, from, to) => to > from && page < 1_000 && simulation.Clock.UnixUs > changedUs;
        changedUs = start + 5_000_000;
        var last = Keep(simulation);

        simulation.Run(10);

        var hot = Assert.Single(last.Regions, region => region.NrAccesses == 20 && Simulation.PagesOf(region).Last - Simulation.PagesOf(region).First > 200 && Simulation.PagesOf(region).First == 0);
        Assert.InRange(hot.SinceUs, changedUs - 200_000, changedUs + 400_000);
        Assert.InRange(hot.Age, 40, 55);
        var cold = last.Regions[^1];
        Assert.InRange(cold.SinceUs, start, start + 200_000);
    }

    [Fact]
    public void Regions_AreAsManyAsAskedForAtLeast_AndNeverMoreThanTheBound()
    {
        var simulation = new Simulation(new MonitoringAttributes { MinRegions = 50, MaxRegions = 80, Budget = Ample }, PageCount, 1);
        simulation.Process.Rule = static (page, from, to) => to > from && page / 40 % 2 == 0;
        var (fewest, most) = (int.MaxValue, 0);
        simulation.OnSnapshot = (in SnapshotView snapshot) => (fewest, most) = (Math.Min(fewest, snapshot.Regions.Length), Math.Max(most, snapshot.Regions.Length));

        simulation.Run(10);

        Assert.InRange(fewest, 50, 80);
        Assert.InRange(most, 60, 80);
    }

    [Fact]
    public void Snapshots_ComeAtEveryAggregation_ByFewSteps()
    {
        var simulation = New(Ample);
        var steps = 0;
        simulation.Run(0.01);
        var end = simulation.Clock.NowNs + 10_000 * Ms;
        while (simulation.Plan.DeadlineNs <= end)
        {
            simulation.Clock.WaitUntil(simulation.Plan.DeadlineNs);
            simulation.Plan.Step();
            steps++;
        }

        Assert.InRange(simulation.Snapshots, 99, 100);
        Assert.InRange(steps, 200, 700);
    }

    [Theory]
    [InlineData(100_000, 19, 21)]
    [InlineData(40_000_000, 2, 3)]
    public void Mappings_ThatTakeLongToRead_AreReadLessOften(long readNs, int fewest, int most)
    {
        var simulation = New(Ample);
        simulation.Process.AreasNs = readNs;

        simulation.Run(20);

        Assert.InRange(simulation.Process.Updates, fewest, most);
    }

    [Fact]
    public void FirstSnapshot_OfAClockThatRuns_HasMissedNothing()
    {
        var simulation = New(Ample);
        simulation.Clock.LookNs = 100;
        var missed = new List<int>();
        simulation.OnSnapshot = (in SnapshotView snapshot) => missed.Add(snapshot.MissedTicks);

        simulation.Run(1);

        Assert.All(missed, ticks => Assert.Equal(0, ticks));
        Assert.NotEmpty(missed);
    }

    [Fact]
    public void Change_InTheMiddleOfAnInterval_BeginsItAnew()
    {
        var simulation = New(Ample).Run(1.05);
        var changedUs = simulation.Clock.UnixUs;
        var lengths = new List<(long Start, long Length)>();
        simulation.OnSnapshot = (in SnapshotView snapshot) => lengths.Add((snapshot.StartUs, snapshot.EndUs - snapshot.StartUs));

        simulation.Plan.Change(new MonitoringAttributes { Budget = Ample, AggregationIntervalUs = 50_000 });
        simulation.Run(0.5);

        Assert.Equal(changedUs, lengths[0].Start);
        Assert.All(lengths, one => Assert.Equal(50_000, one.Length));
    }

    [Fact]
    public void Process_Exits_IsNotSaidToHaveGoneCold()
    {
        var simulation = New(Ample);
        simulation.Process.Rule = static (_, from, to) => to > from;
        simulation.Run(2);
        var before = simulation.Snapshots;

        simulation.Process.IsValid = false;
        simulation.Run(1);

        Assert.Equal((before, 0), (simulation.Snapshots, simulation.Plan.TargetCount));
    }

    [Fact]
    public void IntervalsGoal_MuchIsAccessed_ShortensNothingBelowItsBound()
    {
        var attributes = new MonitoringAttributes { Budget = Ample, IntervalsGoal = new IntervalsGoal { AccessBp = 400, Aggregations = 3, MinSamplingUs = 1_000, MaxSamplingUs = 20_000 } };
        var simulation = new Simulation(attributes, PageCount, 1);
        var sampling = new List<long>();
        simulation.OnSnapshot = (in SnapshotView snapshot) => sampling.Add(snapshot.SamplingIntervalUs);
        simulation.Run(20);
        Assert.Equal(20_000, sampling[^1]);

        simulation.Process.Rule = static (_, from, to) => to > from;
        simulation.Run(20);
        Assert.Equal(1_000, sampling[^1]);
    }

    private static Simulation New(MonitoringBudget budget) => new(new MonitoringAttributes { Budget = budget }, PageCount, 1);

    private static Last Keep(Simulation simulation)
    {
        var last = new Last();
        simulation.OnSnapshot = (in SnapshotView snapshot) => last.Regions = snapshot.Regions.ToArray();
        return last;
    }

    private static void AssertHot(Last last, int first, int end)
    {
        var hot = last.Regions.Where(region => region.NrAccesses * 2 >= 20).Select(region => Simulation.PagesOf(region)).ToList();
        Assert.InRange(hot.Min(pages => pages.First), first - 1, first + 1);
        Assert.InRange(hot.Max(pages => pages.Last), end - 1, end + 1);
        Assert.InRange(hot.Sum(pages => pages.Last - pages.First), end - first - 2, end - first + 2);
    }

    // Share of the first pages that is said to be accessed.
    private static double HotShare(in SnapshotView snapshot, int pages)
    {
        var hot = 0.0;
        foreach (ref readonly var region in snapshot.Regions)
        {
            var (first, last) = Simulation.PagesOf(region);
            hot += Math.Max(0, Math.Min(last, pages) - first) * region.NrAccesses / (double)snapshot.MaxNrAccesses;
        }

        return hot / pages;
    }

    private sealed class Last
    {
        public Region[] Regions { get; set; } = [];
    }
}
