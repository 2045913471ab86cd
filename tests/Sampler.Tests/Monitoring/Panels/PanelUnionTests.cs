using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Sights;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Panels;

/// <summary>Several processes taken together: what they share counts once.</summary>
public sealed class PanelUnionTests
{
    private const double Page = 4_096;

    [Fact]
    public void PagesOfTwoProcesses_CountOnce_WithTheYoungestAccess()
    {
        var (one, other) = Two(400, shared: 300, panel: 2_048);
        one.Process.Rule = static (page, from, to) => page < 100 && from < to;
        other.Process.Rule = static (page, from, to) => page is >= 50 and < 150 or >= 390 && from < to;

        var (union, figures) = Together(one, other);

        Assert.Equal(500 * Page, figures.ResidentBytes);
        Assert.Equal(160 * Page, figures.Bytes[0]);
        Assert.Equal(340 * Page, figures.Bytes[^1]);
        Assert.Equal(500 / 800.0, union.DistinctShare, 3);
        Assert.All(figures.Errors, static error => Assert.Equal(0, error));
    }

    [Fact]
    public void NothingShared_IsWhatEachToldAlready()
    {
        var (one, other) = Two(200, shared: 0, panel: 2_048);

        var (union, _) = Together(one, other);

        Assert.Null(union.Of(one.Panel));
        Assert.Null(union.Of(other.Panel));
    }

    [Fact]
    public void PageThatOneCannotSee_IsUnknownUnlessTheOtherAccessedItJustNow()
    {
        var (one, other) = Two(200, shared: 200, panel: 2_048);
        one.Process.Stuck = static page => page < 100 ? PageSight.Stuck : null;
        other.Process.Rule = static (page, from, to) => page < 40 && from < to;

        var (_, figures) = Together(one, other);

        Assert.Equal(40 * Page, figures.Bytes[0]);
        Assert.Equal(60 * Page, figures.UnknownBytes);
        Assert.Equal(100 * Page, figures.Bytes[^1]);
    }

    // Panels of different density, by chance: neither too much nor too little is told, and the errors are as large as told.
    [Theory]
    [InlineData(300, 300)]
    [InlineData(300, 80)]
    public void SampledPanels_OverManyRuns_AreRightOnTheAverage(int pagesOfOne, int pagesOfOther)
    {
        const int pages = 6_000, shared = 4_000, runs = 60;
        var (resident, needed) = (new List<double>(), new List<double>());
        for (ulong seed = 1; seed <= runs; seed++)
        {
            var (one, other) = Two(pages, shared, pagesOfOne, pagesOfOther, seed);
            one.Process.Rule = (page, from, to) => from < to && SimulatedProcess.Hash(seed, page, 1) % 4 == 0;
            other.Process.Rule = (page, from, to) => from < to && SimulatedProcess.Hash(seed, page, 2) % 4 == 0;
            var (_, figures) = Together(one, other);
            resident.Add(figures.ResidentBytes / Page);
            needed.Add(figures.Bytes[0] / Page);
        }

        // Of the shared pages 1 - (3/4)^2 are accessed by either, of the others a quarter.
        AssertMean((2 * pages) - shared, resident);
        AssertMean((shared * 7 / 16.0) + ((pages - shared) * 2 / 4.0), needed);
    }

    [Fact]
    public void FilesAtOtherAddresses_AreFollowedAtTheSamePages()
    {
        var (first, second) = (new List<ulong>(), new List<ulong>());
        var drawing = new PanelDrawing(3);

        drawing.Draw(new(0x10000000, 0x20000000), 6, first, file: 9, filePage: 1_000);
        drawing.Draw(new(0x70001000, 0x80001000), 6, second, file: 9, filePage: 1_000);

        Assert.NotEmpty(first);
        Assert.Equal(first.Select(static page => page - 0x10000000), second.Select(static page => page - 0x70001000));
    }

    private static (PanelRun One, PanelRun Other) Two(int pages, int shared, int panel, int? otherPanel = null, ulong seed = 1)
    {
        var clock = new SimulatedClock();
        var orders = new PanelOrders();
        var one = new PanelRun(pages, seed, clock, orders) { Pages = panel };
        var other = new PanelRun(pages, seed, clock, orders) { Pages = otherPanel ?? panel };
        one.Process.Frame = static page => (ulong)page + 1;
        other.Process.Frame = page => (ulong)(page < shared ? page + 1 : page + 1_000_001);
        return (one, other);
    }

    private static (PanelUnion Union, IdleFigures Figures) Together(PanelRun one, PanelRun other)
    {
        for (var step = 0; step < 120; step++)
        {
            one.Step(update: step % 2 == 0);
            other.Step(update: step % 2 == 0);
            if (step % 2 == 0)
            {
                one.Orders.Turn();
            }

            one.Clock.NowNs += PanelRun.Second / 2;
        }

        var union = new PanelUnion();
        PanelPiece[][] told = [one.Tell(), other.Tell()];
        union.Join([one.Panel, other.Panel], one.NowNs);
        return (union, IdleFigures.Of([.. union.Of(one.Panel) ?? told[0], .. union.Of(other.Panel) ?? told[1]]));
    }

    private static void AssertMean(double truth, List<double> told)
    {
        var mean = told.Average();
        var standardError = Math.Sqrt(told.Sum(one => (one - mean) * (one - mean)) / (told.Count - 1) / told.Count);
        Assert.True(Math.Abs(mean - truth) <= (3.5 * standardError) + 1, $"Told {mean:0.0} on the average, true {truth:0.0}, standard error {standardError:0.0}.");
    }
}
