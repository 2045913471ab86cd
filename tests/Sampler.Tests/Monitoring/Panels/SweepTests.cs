using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Panels;

/// <summary>Memory that advice can't make old, because others map it, too.</summary>
public sealed class SweepTests
{
    private const int PageCount = 4_000;
    private const double Page = 4_096;

    [Fact]
    public void SharedMapping_IsSweptFlushedAndTold()
    {
        var simulation = Shared();
        simulation.Process.Rule = static (page, from, to) => page < PageCount / 4 && from < to;

        var idle = Last(simulation.Run(90));

        Assert.Equal(0, idle.UnknownBytes);
        Assert.InRange(idle.Bytes[0], (PageCount / 4 * Page) - (2 * idle.Errors[0]), (PageCount / 4 * Page) + (2 * idle.Errors[0]));
        Assert.InRange(idle.Bytes[^1] + idle.Bytes[^2], PageCount * 0.7 * Page, PageCount * 0.8 * Page);
        Assert.InRange(simulation.Process.Sweeps, 3, 9);
        Assert.Equal(simulation.Process.Sweeps, simulation.Process.Flushes);
        Assert.Null(simulation.Plan.Cost!.LimitedBy);
        Assert.InRange(simulation.Plan.Cost.CycleS!.Value, 10, 60);
    }

    [Fact]
    public void SharedMapping_NothingMoreToShare_IsNotSwept()
    {
        var simulation = Shared();
        simulation.Process.Stuck = static page => page < PageCount / 200 ? PageSight.Shared : null;
        simulation.Process.IsShared = false;

        Assert.Equal(0, simulation.Run(60).Process.Sweeps);
        Assert.InRange(Last(simulation).UnknownBytes, 0, PageCount / 50 * Page);
    }

    [Fact]
    public void PrivatePagesAfterAFork_AreSweptWithAllElse()
    {
        var simulation = Shared();
        (simulation.Process.File, simulation.Process.IsShared) = (0, false);
        simulation.Process.Stuck = static page => page < PageCount / 2 ? PageSight.Shared : null;
        simulation.Process.Rule = static (page, from, to) => page < PageCount / 4 && from < to;

        var idle = Last(simulation.Run(90));

        Assert.Equal(0, idle.UnknownBytes);
        Assert.InRange(idle.Bytes[0], (PageCount / 4 * Page) - (2 * idle.Errors[0]), (PageCount / 4 * Page) + (2 * idle.Errors[0]));
    }

    // What sweeps make old is what is followed from then on: neither sizes nor densities of the panels may go up and down.
    [Fact]
    public void ParentAndChildren_AfterEachWasSweptOnce_AreToldTogether()
    {
        const int pages = 40_000, hot = 10_000;
        var simulation = new Simulation(new MonitoringAttributes { MaxLockMs = 100 }, pages, seed: 1);
        simulation.Others.AddRange(Enumerable.Range(0, 7).Select(_ => new SimulatedProcess(simulation.Clock, pages)));
        foreach (var process in simulation.Others.Append(simulation.Process))
        {
            (process.Stuck, process.Frame) = (static _ => PageSight.Shared, static page => (ulong)page + 1);
            process.Rule = static (page, from, to) => page < hot && from < to;
        }

        simulation.Run(120);
        var looks = simulation.Idle.GroupBy(static idle => idle.AtUs).Where(look => look.Key - simulation.Idle[0].AtUs > 40_000_000).ToArray();

        Assert.InRange(looks.Length, 4, 12);
        Assert.All(looks, look =>
        {
            var all = IdleFigures.Of(look.SelectMany(static told => told.Together ?? told.Pieces));
            Assert.Equal(0, all.UnknownBytes);
            Assert.InRange(all.Bytes[0], (hot * Page) - (2 * all.Errors[0]), (hot * Page) + (2 * all.Errors[0]));
        });
    }

    // More can be followed when more can be paid for: what others have, too, was swept, followed or not.
    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public void PagesThatComeIntoThePanelAfterASweep_AreKnown(int own)
    {
        var run = new PanelRun(PageCount) { Pages = PageCount / 16 };
        run.Process.Stuck = page => page % PageCount < own ? null : PageSight.Shared;
        run.Process.Rule = static (page, from, to) => page % 4 == 0 && from < to;
        run.Run(30);
        Assert.InRange(run.Idle().UnknownBytes, 0.7 * (PageCount - own) * Page, PageCount * Page);

        run.Process.Clear(SweepKind.All);
        run.Panel.Sweeps.Swept(SweepKind.All, run.NowNs, 100 * PanelRun.Second, run.Panel.CycleNs);
        run.Run(10);
        run.Pages = PageCount;
        run.Run(10);
        var idle = run.Idle();

        Assert.Equal(PageCount, run.Panel.Count);
        Assert.Equal(0, idle.UnknownBytes);
        Assert.Equal(PageCount / 4 * Page, idle.Bytes[0] + idle.Bytes[1] + idle.Bytes[2] + idle.Bytes[3], PageCount / 100 * Page);
    }

    // Looks come so long after a sweep as each age is long: what comes into the panel later has none of them until the next.
    [Fact]
    public void PagesThatComeIntoThePanelAfterASweep_AreTakenToBeAsThoseThatWereLookedAt()
    {
        var run = new PanelRun(PageCount) { Pages = PageCount / 8 };
        var onceNs = long.MaxValue;
        run.Process.Stuck = static _ => PageSight.Shared;
        run.Process.Rule = (page, from, to) => page % 2 == 0 ? from < to : from <= onceNs && onceNs < to;
        run.Run(30);
        run.Process.Clear(SweepKind.All);
        run.Panel.Sweeps.Swept(SweepKind.All, run.NowNs, 100 * PanelRun.Second, run.Panel.CycleNs);
        run.Run(10);
        run.Pages = PageCount / 2;
        onceNs = run.NowNs + (5 * PanelRun.Second);
        run.Run(20);

        // Half of them are accessed all the time, the others once, ten and more seconds ago.
        var idle = run.Idle();
        Assert.InRange(run.Panel.Count, 0.4 * PageCount, 0.6 * PageCount);
        Assert.InRange(idle.Errors[0], 0, 0.05 * PageCount * Page);
        Assert.InRange(idle.Bytes[0], (PageCount / 2 * Page) - (3 * idle.Errors[0]), (PageCount / 2 * Page) + (3 * idle.Errors[0]));
    }

    [Fact]
    public void SharedPages_ThatTurnIdle_GrowOldByTheClock()
    {
        var simulation = Shared();
        simulation.Process.Rule = (_, from, _) => from < 40e9;
        simulation.Run(40);

        var (soon, later) = (Last(simulation.Run(40)), Last(simulation.Run(400)));

        Assert.Equal(0, soon.UnknownBytes);
        Assert.InRange(soon.Bytes.Take(7).Sum(), 0.99 * PageCount * Page, 1.01 * PageCount * Page);
        Assert.InRange(later.Bytes.Skip(7).Sum(), 0.99 * PageCount * Page, 1.01 * PageCount * Page);
    }

    [Fact]
    public void LockThatWouldBeHeldTooLong_IsNotTaken_AndASentenceSaysWhatToSet()
    {
        // By the careful cost of a page: 0.6 ms.
        var simulation = Shared(new MonitoringAttributes { MaxLockMs = 0.5 });

        simulation.Run(60);

        Assert.Equal(0, simulation.Process.Sweeps);
        Assert.Equal(PageCount * Page, Last(simulation).UnknownBytes, PageCount * Page / 100);
        Assert.Contains("maxLockMs is 0.5. Set it to 1 to see it", simulation.Plan.Cost!.LimitedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void LockThatWasHeldTooLong_IsTakenOnce()
    {
        var simulation = Shared(new MonitoringAttributes { MaxLockMs = 20 });
        simulation.Process.SweepNsPerPage = 10_000;

        simulation.Run(120);

        Assert.Equal(1, simulation.Process.Sweeps);
        Assert.Contains("maxLockMs", simulation.Plan.Cost!.LimitedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeFlushed_IsUnknownAgain_AndSaysSo()
    {
        var simulation = Shared();
        simulation.Process.CanFlush = false;

        simulation.Run(60);

        Assert.Equal(PageCount * Page, Last(simulation).UnknownBytes, PageCount * Page / 100);
        Assert.Contains("flushed", simulation.Plan.Cost!.LimitedBy, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeFlushed_OfAProcessThatDoesNotRun_IsKnown()
    {
        var simulation = Shared();
        simulation.Process.CanFlush = false;
        simulation.Process.Running = 0.005;

        simulation.Run(60);

        Assert.Equal(0, Last(simulation).UnknownBytes);
        Assert.Null(simulation.Plan.Cost!.LimitedBy);
    }

    [Fact]
    public void WhatMayNotBeCleared_IsUnknown_AndSaysWhy()
    {
        var simulation = Shared();
        simulation.Process.SweepFault = "It needs a right.";

        simulation.Run(60);

        Assert.Equal(PageCount * Page, Last(simulation).UnknownBytes, PageCount * Page / 100);
        Assert.Equal("It needs a right.", simulation.Plan.Cost!.LimitedBy);
    }

    [Fact]
    public void DearSweeps_AreRareEnoughForTheBudget()
    {
        var simulation = Shared(new MonitoringAttributes { MaxLockMs = 1_000 });
        simulation.Process.SweepNsPerPage = 25_000;

        // A tenth of a second each, of which a fifth of one percent is paid.
        simulation.Run(300);

        Assert.InRange(simulation.Process.Sweeps, 5, 8);
        Assert.InRange(simulation.Plan.Cost!.CycleS!.Value, 45, 60);
    }

    private static Simulation Shared(MonitoringAttributes? attributes = null)
    {
        var simulation = new Simulation(attributes ?? new MonitoringAttributes(), PageCount, seed: 1);
        simulation.Process.File = 7;
        simulation.Process.IsShared = true;
        simulation.Process.Stuck = static _ => PageSight.Shared;
        return simulation;
    }

    private static IdleFigures Last(Simulation simulation) => IdleFigures.Of(simulation.Idle[^1].Pieces);
}
