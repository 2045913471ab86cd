using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Lenses;

public sealed class LensTests
{
    private const int PageCount = 4_096;

    /// <summary>For what goes on for long.</summary>
    private const int FewPages = 512;
    private const double Second = LensRun.Second;

    /// <summary>Looks come once a second, with the end of an interval.</summary>
    private const double LookS = 1.1;

    [Fact]
    public void IdlePages_AgeByTheClock_FromTheOpeningOn()
    {
        var run = new LensRun(FewPages);
        run.Open();
        foreach (var seconds in new[] { 3, 20, 100, 2_000 })
        {
            run.Run(seconds);

            var expected = (run.LookedNs - run.OpenedNs) / Second;
            Assert.InRange((run.Simulation.Clock.NowNs - run.LookedNs) / Second, 0, LookS);
            Assert.All(run.Ages(), age => Assert.InRange(age, PageAge.Of(expected - 0.2), PageAge.Of(expected)));
        }
    }

    [Fact]
    public void PageTouchedOnceAfterTenMinutes_ShowsAsTouched_AndAgesAgain()
    {
        var run = new LensRun(FewPages);
        run.Open();
        run.Run(600);
        var touched = run.Simulation.Clock.NowNs + (long)(Second / 4);
        run.Process.Rule = (page, from, to) => page == 77 && from <= touched && touched < to;

        foreach (var later in new[] { 1.5, 30, 300 })
        {
            run.Run(later);
            var truth = (run.LookedNs - touched) / Second;
            var ages = run.Seconds();
            Assert.InRange(ages[77]!.Value, (truth - 0.6) * 0.95, (truth + 0.6) * 1.05);
            Assert.All(ages[..77].Concat(ages[78..]), age => Assert.InRange(age!.Value, 590, double.MaxValue));
        }
    }

    [Fact]
    public void HotPart_IsToldToThePage()
    {
        var run = new LensRun(PageCount);
        run.Process.Rule = static (page, from, to) => from < to && page is >= 100 and < 1_000 && page % 7 != 0;
        var view = run.Open();
        run.Run(30);

        Assert.Equal(1_000_000, view.SweepUs);
        Assert.All(run.Seconds().Index(), one => Assert.InRange(
            one.Item!.Value,
            one.Index is >= 100 and < 1_000 && one.Index % 7 != 0 ? 0 : 28,
            one.Index is >= 100 and < 1_000 && one.Index % 7 != 0 ? 2 * LookS : 32));
    }

    [Fact]
    public void BeforeAPageWasMadeOld_NothingIsKnownOfIt()
    {
        var run = new LensRun(PageCount, secondsBefore: 0.1);
        run.Open();
        Assert.Contains(PageAge.Unknown, run.Ages());
        run.Run(2);
        Assert.DoesNotContain(PageAge.Unknown, run.Ages());
    }

    [Theory]
    [InlineData(PageSight.Stuck)]
    [InlineData(PageSight.Shared)]
    public void PagesThatCannotBeMadeOld_AreUnknownNotAccessed(PageSight sight)
    {
        var run = new LensRun(PageCount);
        run.Process.Stuck = page => page < 300 ? sight : null;
        run.Process.SweepFault = "Not in this test.";
        run.Open();
        run.Run(10);

        Assert.All(run.Ages().Index(), one => Assert.Equal(one.Index < 300, one.Item == PageAge.Unknown));
    }

    [Fact]
    public void MemorySeenThroughOtherTables_IsUnknown()
    {
        var run = new LensRun(PageCount);
        run.Process.Blindness = "A virtual machine.";
        run.Process.IsAbsent = static page => page == 9;
        run.Open();
        run.Run(5);

        Assert.All(run.Ages().Index(), one => Assert.Equal(one.Index == 9 ? PageAge.Absent : PageAge.Unknown, one.Item));
    }

    [Fact]
    public void AbsentPages_AreAbsent_AndAccessedWhenTheyCome()
    {
        var run = new LensRun(PageCount);
        var isThere = false;
        run.Process.IsAbsent = page => page < 500 && !isThere;
        run.Open();
        run.Run(20);
        Assert.All(run.Ages()[..500], age => Assert.Equal(PageAge.Absent, age));

        isThere = true;
        run.Run(2);
        Assert.All(run.Seconds()[..500], age => Assert.InRange(age!.Value, 0, 2.1));
        Assert.All(run.Seconds()[500..], age => Assert.InRange(age!.Value, 20, 24));

        isThere = false;
        run.Run(2);
        Assert.All(run.Ages()[..500], age => Assert.Equal(PageAge.Absent, age));
    }

    [Fact]
    public void HugePages_TellOfAllTheirPages()
    {
        var run = new LensRun(PageCount);
        run.Process.IsHuge = true;
        run.Process.Rule = static (page, from, to) => from < to && page == 600;
        run.Open();
        run.Run(20);

        Assert.All(run.Seconds().Index(), one => Assert.InRange(one.Item!.Value, one.Index / 512 == 1 ? 0 : 19, one.Index / 512 == 1 ? 2 * LookS : 22));
    }

    // Pages at random moments, while regions and panel make pages old all the time: none of that may hide an access.
    [Theory]
    [InlineData(5, 0)]
    [InlineData(40, 0)]
    [InlineData(40, 1)]
    public void RandomAccesses_UnderRegionsAndPanel_AreSeenOnEveryPage(int meanS, double percent)
    {
        var run = new LensRun(PageCount, new MonitoringBudget { SamplerPercent = percent, TargetPercent = 0 });
        run.Process.ClearNs = 2_000;
        run.Process.Rule = (page, from, to) => LastAccess(page, from, to, meanS) is not null;
        run.Open();
        var longestSweep = 0.0;
        for (var second = 0; second < 60; second++)
        {
            run.Run(1);
            longestSweep = Math.Max(longestSweep, run.Lenses.Show().SweepUs / 1e6);
        }

        var ages = run.Seconds();
        var sinceOpening = (run.LookedNs - run.OpenedNs) / Second;
        for (var page = 0; page < PageCount; page++)
        {
            var told = ages[page]!.Value;

            // What regions and panel have found since the last look is known, too.
            var isLater = LastAccess(page, run.LookedNs, run.Simulation.Clock.NowNs, meanS) is not null;
            var truth = LastAccess(page, run.OpenedNs, run.LookedNs, meanS) is { } at ? (run.LookedNs - at) / Second : double.PositiveInfinity;

            // A page is old until it is accessed, and told again after the next sweep: younger than told it may be by that.
            Assert.True(isLater || told >= (Math.Min(truth, sinceOpening) * 0.95) - LookS, $"Page {page} is said to have been accessed {told:0.0} s ago, and was {truth:0.0} s ago.");
            Assert.True(told <= (truth + longestSweep + (2 * LookS)) * 1.05, $"Page {page} is said to have been accessed {told:0.0} s ago, and was {truth:0.0} s ago; a sweep took {longestSweep:0.0} s.");
        }
    }

    // The lens makes everything old once a second: to the panel, which looks less often, a page accessed once would be idle.
    [Fact]
    public void Panel_UnderALens_SeesPagesAccessedOnce()
    {
        var run = new LensRun(PageCount, secondsBefore: 30);
        run.Open();
        var begins = run.Simulation.Clock.NowNs;
        long At(int page) => begins + (long)(SimulatedProcess.Hash(3, page, 0) % (ulong)(20 * Second));
        run.Process.Rule = (page, from, to) => page < 1_024 && from < At(page) && At(page) <= to;
        run.Run(35);

        // It tells every ten seconds: all of them were accessed within a minute, the others never.
        var told = IdleFigures.Of(run.Simulation.Idle[^1].Pieces);
        Assert.InRange(told.Bytes.Take(6).Sum() / (1_024 * 4_096), 0.98, 1.02);
        Assert.InRange(told.Bytes[^1] / ((PageCount - 1_024) * 4_096), 0.98, 1.02);
    }

    [Fact]
    public void Regions_UnderALens_SayWhatTheySayWithout()
    {
        double Share(bool hasLens)
        {
            var run = new LensRun(PageCount) { Process = { Rule = static (page, from, to) => from < to && page >= 1_024 && page < 2_048 } };
            var (touched, snapshots) = (0.0, 0);
            run.Simulation.Run(3);
            if (hasLens)
            {
                run.Open();
            }

            run.Simulation.OnSnapshot = (in Damon.Sampler.Monitoring.SnapshotView snapshot) =>
            {
                foreach (ref readonly var region in snapshot.Regions)
                {
                    touched += region.Size * (float.IsNaN(region.Touched) ? 0 : region.Touched);
                }

                snapshots++;
            };
            run.Run(20);
            return touched / snapshots / (1_024 * 4_096);
        }

        Assert.InRange(Share(hasLens: true) - Share(hasLens: false), -0.02, 0.02);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(0.3, 0.3)]
    public void Budgets_AreKeptOnTheAverage(double samplerPercent, double targetPercent)
    {
        var run = new LensRun(32_768, new MonitoringBudget { SamplerPercent = samplerPercent, TargetPercent = targetPercent }, secondsBefore: 10);
        run.Process.ClearNs = 1_000;
        run.Process.Rule = static (page, from, to) => from < to && page < 16_384;
        run.Open();
        run.Run(20);
        var (cpu, now) = (run.Simulation.Clock.CpuNs, run.Simulation.Clock.NowNs);

        run.Run(300);

        var view = run.Lenses.Show();
        if (samplerPercent > 0)
        {
            Assert.InRange((run.Simulation.Clock.CpuNs - cpu) / (double)(run.Simulation.Clock.NowNs - now) * 100, 0, samplerPercent * 1.1);
        }

        if (targetPercent > 0)
        {
            Assert.InRange(run.Simulation.Plan.Cost!.TargetPercent, 0, targetPercent * 1.2);
        }

        // 16,384 clears of a microsecond, or accesses of ten, by half of the budget.
        var expectedS = Math.Max(1, Math.Max(samplerPercent > 0 ? 16_384 * 1e-6 / (samplerPercent / 200) : 0, targetPercent > 0 ? 16_384 * 10e-6 / (targetPercent / 200) : 0));
        Assert.InRange(view.SweepUs / 1e6, expectedS * 0.8, (expectedS * 1.7) + 1);
        Assert.All(run.Seconds()[..16_384], age => Assert.InRange(age!.Value, 0, (2 * view.SweepUs / 1e6) + (2 * LookS)));
        Assert.All(run.Seconds()[16_384..], age => Assert.InRange(age!.Value, 100, double.MaxValue));
    }

    [Fact]
    public void Open_Twice_SaysWhereTheFirstIs()
    {
        var run = new LensRun(PageCount);
        run.Open();
        Assert.Equal(LensProblem.AlreadyOpen, Assert.Throws<LensException>(() => run.Lenses.Open(0, run.Process.Range)).Problem);

        run.Lenses.Close();
        Assert.Equal(LensProblem.NotOpen, Assert.Throws<LensException>(() => run.Ages()).Problem);
        run.Lenses.Open(0, run.Process.Range);
    }

    [Fact]
    public void Open_NoSuchTarget_IsRefused()
    {
        var run = new LensRun(PageCount).Run(1);
        Assert.Equal(LensProblem.NoSuchTarget, Assert.Throws<LensException>(() => run.Lenses.Open(1, run.Process.Range)).Problem);
    }

    [Fact]
    public void Open_OperationsThatCannot_AreNamed()
    {
        var run = new LensRun(PageCount).Run(1);
        run.Process.Ranges = null;
        Assert.Equal(LensProblem.Unavailable, Assert.Throws<LensException>(() => run.Lenses.Open(0, run.Process.Range)).Problem);
    }

    [Fact]
    public void TargetEnds_TheLensHasEndedToo_AndSaysSo()
    {
        var run = new LensRun(PageCount);
        run.Open();
        run.Run(2);
        run.Process.IsValid = false;
        run.Run(1);

        var fault = Assert.Throws<LensException>(() => run.Lenses.Show());
        Assert.Equal(LensProblem.NotOpen, fault.Problem);
        Assert.Contains("ended with target 0", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_PartOfIt_IsCutToTheLens()
    {
        var run = new LensRun(PageCount);
        run.Simulation.Run(1);
        var range = new AddressRange(SimulatedProcess.Start + 0x3000, SimulatedProcess.Start + 0x9000);
        run.Lenses.Open(0, range);
        run.Run(2);

        Assert.Equal(range, run.Lenses.Read(AddressRange.All).Range);
        Assert.Equal(6, run.Ages().Length);
        var part = run.Lenses.Read(new AddressRange(SimulatedProcess.Start + 0x8000, SimulatedProcess.Start + 0x80000));
        Assert.Equal((new AddressRange(SimulatedProcess.Start + 0x8000, range.End), 1), (part.Range, part.Ages.Length));
        Assert.Empty(run.Lenses.Read(new AddressRange(0, 0x1000)).Ages);
    }

    [Fact]
    public void LookThatFails_LeavesWhatIsKnown()
    {
        var run = new LensRun(PageCount);
        run.Open();
        run.Run(5);
        var before = run.LookedNs;
        run.Range.IsVoid = true;
        run.Run(5);

        Assert.Equal(before, run.LookedNs);
        Assert.DoesNotContain(PageAge.Unknown, run.Ages());
    }

    // Accesses fall into slots of a quarter of a second, each by chance; the last one within a time.
    private static long? LastAccess(int page, long from, long to, int meanS)
    {
        const long slot = (long)(Second / 4);
        var chance = (ulong)((1 - Math.Exp(-0.25 / meanS)) * (1UL << 50));
        for (var at = to / slot; at > from / slot; at--)
        {
            if (SimulatedProcess.Hash(5, page, at) % (1UL << 50) < chance)
            {
                return at * slot;
            }
        }

        return null;
    }
}
