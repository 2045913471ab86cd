using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Operations.Costs;

namespace Damon.Sampler.Tests.Operations.Costs;

public sealed class CostSummaryTests
{
    private static readonly DateTimeOffset At = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Of_EnoughRounds_AreTheirMedians()
    {
        var cost = CostSummary.Of(Figures(), At);

        Assert.Equal((40, 1.5, 25, 4, 12), (cost.AdviceUs, cost.AdviceUsPerPageInRuns, cost.FlushUs, cost.ReaccessUs, cost.WakeUs));
        Assert.Equal([new RunCost(1, 40), new RunCost(16, 8), new RunCost(64, 1.5), new RunCost(512, 0.5)], cost.Runs);
        Assert.Equal((At, null), (cost.MeasuredAt, cost.Remark));
        Assert.Equal(new StepCosts(40, 25, 4), CostSummary.Steps(cost));
    }

    [Fact]
    public void Of_SomeRoundsFarOff_ChangesNothing()
    {
        var figures = Figures();
        figures.FlushUs[0] = -300;
        figures.FlushUs[1] = 90_000;

        Assert.Equal(25, CostSummary.Of(figures, At).FlushUs);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(0)]
    [InlineData(10_001)]
    [InlineData(double.NaN)]
    public void Of_AFigureThatCantBeTrue_IsCarefulAndSaysWhich(double us)
    {
        var figures = Figures();
        Fill(figures.FlushUs, us);

        AssertCareful(CostSummary.Of(figures, At), "a flush");
    }

    [Fact]
    public void Of_TooFewRounds_IsCarefulAndSaysSo()
    {
        var figures = Figures();
        figures.ReaccessUs.RemoveRange(0, figures.ReaccessUs.Count - CostSummary.FewestRounds + 1);
        Assert.Equal(CostSummary.FewestRounds - 1, figures.Fewest);

        AssertCareful(CostSummary.Of(figures, At), "too busy");
    }

    [Fact]
    public void Of_NoRoundOfARun_IsCareful()
    {
        var figures = Figures();
        figures.PageUs[3].Clear();

        AssertCareful(CostSummary.Of(figures, At), "512 page(s)");
    }

    [Fact]
    public void Steps_NotKnownYet_AreCareful() => Assert.Equal(StepCosts.Careful, CostSummary.Steps(null));

    [Theory]
    [InlineData(2, new[] { 3.0, 1, 2 })]
    [InlineData(2.5, new[] { 4.0, 1, 2, 3 })]
    [InlineData(7, new[] { 7.0 })]
    public void Median_IsTheMiddle(double expected, double[] rounds) => Assert.Equal(expected, CostSummary.Median(rounds));

    [Fact]
    public void LossUs_IsTheTimeThatIsMissing()
    {
        // 1,000 iterations take 50 us undisturbed; beside 8 disturbances they took 90 us.
        var loss = new BusySpan(90_000, 1_000).LossUs(new BusySpan(200_000, 4_000), disturbances: 8);

        Assert.Equal(5, loss, 9);
    }

    [Fact]
    public void LossUs_NothingMissing_IsZero()
        => Assert.Equal(0, new BusySpan(100_000, 2_000).LossUs(new BusySpan(200_000, 4_000), disturbances: 8), 9);

    private static void AssertCareful(SamplerCost cost, string says)
    {
        Assert.Equal(StepCosts.Careful, CostSummary.Steps(cost));
        Assert.Null(cost.MeasuredAt);
        Assert.Contains(says, cost.Remark, StringComparison.Ordinal);
        Assert.Equal(CostFigures.RunPages, cost.Runs.Select(run => run.Pages));
    }

    private static CostFigures Figures()
    {
        var figures = new CostFigures();
        double[] pageUs = [40, 8, 1.5, 0.5];
        for (var i = 0; i < pageUs.Length; i++)
        {
            Fill(figures.PageUs[i], pageUs[i]);
        }

        Fill(figures.FlushUs, 25);
        Fill(figures.ReaccessUs, 4);
        Fill(figures.WakeUs, 12);
        return figures;
    }

    private static void Fill(List<double> rounds, double us)
    {
        rounds.Clear();
        rounds.AddRange(Enumerable.Repeat(us, 11));
    }
}
