using System.Runtime.InteropServices;
using Damon.Contracts.Monitoring;
using Damon.Sampler.Configuration;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Operations.Costs;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Tests.Live;

namespace Damon.Sampler.Tests.Operations.Costs;

[Collection(nameof(LiveCollection))]
public sealed class CostWorkloadTests
{
    [Fact]
    public async Task Measure_OnThisHost_FindsCostsAndTellsThem()
    {
        var missing = new PageTableRequirements("/proc", "/sys", RuntimeInformation.ProcessArchitecture).FirstMissing();
        Assert.SkipWhen(missing is not null, missing ?? "");
        Assert.SkipWhen(Environment.ProcessorCount < 2, "One processor: what an advice takes from a target shows only while both run.");
        var costs = new HostCosts(new CostWorkload(TimeProvider.System, () => null).Measure);
        var cost = await costs.MeasureAsync();
        for (var attempt = 0; attempt < 20 && cost.Remark?.Contains("too busy", StringComparison.Ordinal) == true; attempt++)
        {
            cost = await costs.MeasureAsync();
        }

        Assert.SkipWhen(cost.Remark?.Contains("too busy", StringComparison.Ordinal) == true, cost.Remark ?? "");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', CostTable.Lines(cost)));
        Assert.Null(cost.Remark);
        Assert.NotNull(cost.MeasuredAt);
        Assert.All([cost.AdviceUs, cost.AdviceUsPerPageInRuns, cost.FlushUs, cost.ReaccessUs, cost.WakeUs, cost.SweepUsPerPage], us => Assert.InRange(us, 0.001, 10_000));
        Assert.Equal([1, 16, 64, 512], cost.Runs.Select(run => run.Pages));
        Assert.Equal(cost.AdviceUs, cost.Runs[0].UsPerPage);
        Assert.Equal(cost.AdviceUsPerPageInRuns, cost.Runs[2].UsPerPage);
        Assert.Same(cost, costs.Current);
    }

    [Fact]
    public void Measure_OperationsDoNotWork_IsCarefulAndSaysWhy()
    {
        var cost = new CostWorkload(TimeProvider.System, static () => "The kernel is too old.").Measure();

        Assert.Null(cost.MeasuredAt);
        Assert.Equal(StepCosts.Careful.AdviceUs, cost.AdviceUs);
        Assert.EndsWith("The kernel is too old.", cost.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Table_OfMeasuredCosts_HasUnits()
    {
        var cost = new SamplerCost { FlushUs = 24.801, WakeUs = 12, SweepUsPerPage = 0.142, Runs = [new RunCost(1, 49.7), new RunCost(64, 1.375)], MeasuredAt = DateTimeOffset.UnixEpoch };

        Assert.Equal(
            """

            What single steps cost on this host:
              sampler, to make one page old                                49.70 us
              sampler, each of 64 neighbours made old together              1.38 us
              busy target, while one page is made old (flush)              24.80 us
              target, first access to a page made old                       0.00 us
              sampler, one wake-up                                         12.00 us
              sampler, each present page of a process made old at once      0.14 us
            """,
            string.Join('\n', CostTable.Lines(cost)));
    }

    [Fact]
    public void Table_OfCarefulCosts_SaysThatAndWhy()
    {
        string[] lines = [.. CostTable.Lines(CostSummary.Careful("There is one processor."))];

        Assert.Equal(("What single steps cost, by careful defaults:", "There is one processor."), (lines[1], lines[^1]));
    }
}
