using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Panels;

public sealed class PanelTests
{
    private const long Second = PanelRun.Second;
    private const double Page = 4_096;

    [Fact]
    public void SmallProcess_QuarterInUse_IsToldExactly()
    {
        var run = new PanelRun(400);
        run.Process.Rule = static (page, from, to) => page < 100 && from < to;

        var idle = run.Run(60).Idle();

        Assert.Equal(400 * Page, idle.ResidentBytes);
        Assert.Equal(100 * Page, idle.Bytes[0]);
        Assert.Equal(300 * Page, idle.Bytes[^1]);
        Assert.All(idle.Errors, static error => Assert.Equal(0, error));
        Assert.Equal(0, idle.UnknownBytes);
    }

    [Fact]
    public void PagesThatTurnIdle_GrowOldByTheClock()
    {
        var run = new PanelRun(200);
        run.Run(20);
        var stops = run.NowNs;
        run.Process.Rule = (page, from, _) => page < 80 && from < stops;

        // The page was last accessed twenty seconds after the start; each is looked at anew every ten seconds.
        AssertAllIn(run.Run(25), 80, 10, 60);
        AssertAllIn(run.Run(70), 80, 60, 120);
        AssertAllIn(run.Run(300), 80, 300, 900);
        AssertAllIn(run.Run(700), 80, 900, 3_600);
    }

    [Fact]
    public void PageTouchedOnceAfterTenIdleMinutes_ShowsAsTouched()
    {
        var run = new PanelRun(200);
        run.Run(600);
        Assert.Equal(200, run.Groups()[^1]);
        var touched = run.NowNs + (Second / 4);
        run.Process.Rule = (page, from, to) => page == 7 && from <= touched && touched < to;

        var groups = run.Run(20).Groups();

        Assert.Equal(199, groups[^1]);
        Assert.Equal(1, groups[..6].Sum());
    }

    [Fact]
    public void AbsentPages_AreNotResident()
    {
        var run = new PanelRun(300) { };
        run.Process.IsAbsent = static page => page % 3 != 0;

        Assert.Equal(100 * Page, run.Run(20).Idle().ResidentBytes);
    }

    [Fact]
    public void PageThatComes_WasAccessed()
    {
        var run = new PanelRun(300);
        var isThere = false;
        run.Process.IsAbsent = page => page < 100 && !isThere;
        run.Run(30);
        isThere = true;

        Assert.Equal(100, run.Run(2).Groups()[..3].Sum());
    }

    // What is mapped later was accessed when it came, however little of it is followed.
    [Theory]
    [InlineData(2_048)]
    [InlineData(300)]
    public void MemoryThatIsMappedLater_WasAccessedThen(int followed)
    {
        var run = new PanelRun(2_000) { Pages = followed };
        run.Process.Mapped = 1_000;
        run.Run(60);
        run.Process.Mapped = 2_000;
        run.Run(60);

        var idle = run.Idle();
        var (young, old) = (idle.Bytes.Take(8).Sum(), idle.Bytes[^1]);
        var slack = followed < 2_000 ? 4 * idle.Errors[^1] : 0;
        Assert.InRange(young / Page, 1_000 - (slack / Page), 1_000 + (slack / Page));
        Assert.InRange(old / Page, 1_000 - (slack / Page), 1_000 + (slack / Page));
    }

    [Fact]
    public void PagesThatCantBeMadeOld_AreUnknownNotIdle()
    {
        var run = new PanelRun(300);
        run.Process.Stuck = static page => page < 60 ? PageSight.Stuck : null;

        var idle = run.Run(30).Idle();

        Assert.Equal(60 * Page, idle.UnknownBytes);
        Assert.Equal(240 * Page, idle.Bytes.Sum());
    }

    [Fact]
    public void SharedMappingOthersHave_IsUnknown()
    {
        var run = new PanelRun(300);
        run.Process.IsShared = true;
        run.Process.Stuck = static page => page == 5 ? PageSight.Shared : null;

        Assert.Equal(300 * Page, run.Run(30).Idle().UnknownBytes);
    }

    [Fact]
    public void HugePages_TakeOneClearEach()
    {
        var run = new PanelRun(512 * 8) { Pages = 4_096 };
        run.Process.IsHuge = true;
        run.Process.Rule = static (page, from, to) => page == 1_000 && from < to;

        // Eight at the start, and then one in every cycle.
        var groups = run.Run(60).Groups();

        Assert.Equal(512, groups[0]);
        Assert.Equal(512 * 7, groups[^1]);
        Assert.InRange(run.Process.Clears, 8, 15);
    }

    [Fact]
    public void Clears_FewAllowed_AreKeptAndTheCycleGrows()
    {
        var run = new PanelRun(2_000) { ClearsPerSecond = 40 };
        run.Process.Rule = static (_, from, to) => from < to;

        run.Run(400);

        Assert.InRange(run.Process.Clears, 400 * 25, 400 * 41);
        Assert.InRange(run.Panel.CycleNs, 40 * Second, 60 * Second);
    }

    [Fact]
    public void PageMadeOldByOthers_IsNotMissed()
    {
        var run = new PanelRun(300);
        run.Run(20);
        var sights = new PageSight[1];
        ulong[] page = [SimulatedProcess.Start];
        run.Process.Rule = static (page, from, to) => page == 0 && from < to;
        run.Clock.NowNs += Second;

        run.Process.MakeOld(page, sights);
        run.Panel.Note(page[0], run.NowNs);
        run.Process.Rule = static (_, _, _) => false;

        Assert.Equal(PageSight.MadeOld, sights[0]);
        Assert.Equal(1, run.Groups()[..5].Sum());
    }

    // Pages at random moments: of all pages, 1 - e^(-t / mean) are accessed within t. Over many runs no window is told too high or too low.
    [Theory]
    [InlineData(4, double.PositiveInfinity)]
    [InlineData(30, double.PositiveInfinity)]
    [InlineData(30, 30)]
    [InlineData(7, 9)]
    public void RandomAccesses_OverManyRuns_AreRightOnTheAverage(int meanS, double clears)
    {
        const int runs = 60, pages = 600;
        var errors = IdleScale.WindowsS.Take(3).Select(static _ => new List<double>()).ToArray();
        Parallel.For(0, runs, new ParallelOptions { MaxDegreeOfParallelism = 2 }, seed =>
        {
            var run = new PanelRun(pages, (ulong)seed + 1) { Pages = 150, ClearsPerSecond = clears };
            run.Process.Rule = Poisson((ulong)seed, meanS);
            var needed = run.Run(150).Needed();
            lock (errors)
            {
                for (var window = 0; window < errors.Length; window++)
                {
                    errors[window].Add((needed.Bytes[window]!.Value / Page / pages) - (1 - Math.Exp(-IdleScale.WindowsS[window] / (double)meanS)));
                }
            }
        });

        foreach (var (list, window) in errors.Zip(IdleScale.WindowsS))
        {
            var mean = list.Average();
            var standardError = Math.Sqrt(list.Sum(one => (one - mean) * (one - mean)) / (list.Count - 1) / list.Count);

            // Longer ages than a cycle are told by the nearest border between two periods: right to a hundredth.
            Assert.True(Math.Abs(mean) <= (3 * standardError) + 0.01, $"{window} s: mean error {mean:0.0000}, standard error {standardError:0.0000}.");
        }
    }

    [Fact]
    public void Errors_OfManyRuns_AreAsLargeAsTold()
    {
        const int runs = 80, pages = 4_000;
        var (errors, told) = (new List<double>(), new List<double>());
        for (ulong seed = 1; seed <= runs; seed++)
        {
            var run = new PanelRun(pages, seed) { Pages = 200 };
            run.Process.Rule = (page, from, to) => from < to && SimulatedProcess.Hash(seed, page, 0) % 10 < 3;
            var truth = Enumerable.Range(0, pages).Count(page => SimulatedProcess.Hash(seed, page, 0) % 10 < 3);
            var needed = run.Run(70).Needed();
            errors.Add((needed.Bytes[1]!.Value / Page) - truth);
            told.Add(needed.Errors[1]!.Value / Page);
        }

        var deviation = Math.Sqrt(errors.Average(static error => error * error));
        Assert.InRange(deviation / told.Average(), 0.7, 1.3);
    }

    private static void AssertAllIn(PanelRun run, int pages, int fromS, int toS)
    {
        var groups = run.Groups();
        var (from, to) = (IdleScale.EdgesS.ToList().IndexOf(fromS), IdleScale.EdgesS.ToList().IndexOf(toS));
        Assert.Equal(pages, groups[(from + 1)..(to + 1)].Sum());
    }

    // Accesses fall into slots of a quarter of a second, each by chance.
    private static Func<int, long, long, bool> Poisson(ulong seed, int meanS)
    {
        const long slot = Second / 4;
        var chance = (ulong)((1 - Math.Exp(-0.25 / meanS)) * (1UL << 50));
        return (page, from, to) =>
        {
            for (var at = (from / slot) + 1; at <= to / slot; at++)
            {
                if (SimulatedProcess.Hash(seed, page, at) % (1UL << 50) < chance)
                {
                    return true;
                }
            }

            return false;
        };
    }
}
