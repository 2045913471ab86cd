using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

public sealed class BudgetTests
{
    private const int PageCount = 4_000;
    private const long ClearNs = 30_000;

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void SamplerBudget_EverythingHot_IsKeptAndUsed(double percent)
    {
        var simulation = Hot(new MonitoringBudget { SamplerPercent = percent, TargetPercent = 0 });
        simulation.Run(20);
        var (cpu, at) = (simulation.Clock.CpuNs, simulation.Clock.NowNs);

        simulation.Run(20);

        Assert.InRange(100.0 * (simulation.Clock.CpuNs - cpu) / (simulation.Clock.NowNs - at), 0.7 * percent, 1.1 * percent);
        Assert.InRange(simulation.Plan.Cost!.SamplerPercent, 0.6 * percent, 1.2 * percent);
    }

    [Fact]
    public void SamplerBudget_WorkElsewhere_CountsAgainstIt()
    {
        var simulation = Hot(new MonitoringBudget { SamplerPercent = 1, TargetPercent = 0 });
        WorkElsewhere(simulation, seconds: 20);

        var clears = simulation.Process.Clears;
        WorkElsewhere(simulation, seconds: 10);

        // What is left of the budget: 0.2 % of the time.
        Assert.InRange((simulation.Process.Clears - clears) * ClearNs, 0, 0.0025 * 10e9);
    }

    [Fact]
    public void SamplerBudget_WakeUpsTakeMostOfIt_IntervalsAreLeftOutAndTheRestIsKnown()
    {
        var simulation = Hot(new MonitoringBudget { SamplerPercent = 1, TargetPercent = 0 });

        // Three of them an interval, of the millisecond there is.
        simulation.Clock.WakeNs = 250_000;
        var (sampled, carried, unknown) = (0, 0, 0);
        simulation.Run(10);
        var (cpu, at) = (simulation.Clock.CpuNs, simulation.Clock.NowNs);
        simulation.OnSnapshot = (in SnapshotView snapshot) =>
        {
            foreach (ref readonly var region in snapshot.Regions)
            {
                sampled += region.Samples > 0 ? 1 : 0;
                carried += region is { Samples: 0, NrAccesses: > 0 } ? 1 : 0;
                unknown += region.NrUnknown == 20 ? 1 : 0;
            }
        };
        simulation.Run(20);

        Assert.InRange(100.0 * (simulation.Clock.CpuNs - cpu) / (simulation.Clock.NowNs - at), 0.6, 1.1);
        Assert.Equal(0, unknown);
        Assert.True(sampled > 200 && carried > 200, $"{sampled} sampled, {carried} carried over");
    }

    [Fact]
    public void TargetBudget_EverythingHot_IsKeptByTheCostsOfAClear()
    {
        var simulation = Hot(new MonitoringBudget { SamplerPercent = 0, TargetPercent = 1 });
        simulation.Process.Running = 0.5;
        simulation.Run(20);
        var (clears, at) = (simulation.Process.Clears, simulation.Clock.NowNs);

        simulation.Run(20);

        // A clear takes a running target so long; this one runs half of the time.
        var loss = 1_000 * (StepCosts.Careful.FlushUs + StepCosts.Careful.ReaccessUs) * 0.5;
        Assert.InRange(100 * (simulation.Process.Clears - clears) * loss / (0.5 * (simulation.Clock.NowNs - at)), 0.6, 1.15);
        Assert.InRange(simulation.Plan.Cost!.TargetPercent, 0.5, 1.2);
    }

    [Fact]
    public void Budget_None_SamplesEveryPageFollowed()
    {
        var simulation = Hot(new MonitoringBudget { SamplerPercent = 0, TargetPercent = 0 }).Run(5);

        Assert.Null(simulation.Plan.Cost!.LimitedBy);
        Assert.True(simulation.Plan.Cost.ClearsPerSecond > 5_000, $"{simulation.Plan.Cost.ClearsPerSecond}");
    }

    [Fact]
    public void Budget_ChangedWhileRunning_HoldsFromThenOn()
    {
        var attributes = new MonitoringAttributes { Budget = new MonitoringBudget { SamplerPercent = 0.5, TargetPercent = 0 } };
        var simulation = Hot(attributes.Budget).Run(20);
        var before = simulation.Plan.Cost!.ClearsPerSecond;

        simulation.Plan.Change(attributes with { Budget = new MonitoringBudget { SamplerPercent = 2, TargetPercent = 0 } });
        simulation.Run(20);

        Assert.InRange(simulation.Plan.Cost!.ClearsPerSecond / before, 3, 5.5);
    }

    [Fact]
    public void LimitedBy_FewSamples_SaysWhatMoreWouldAllow()
    {
        var simulation = new Simulation(new MonitoringAttributes { MinRegions = 100, Budget = new MonitoringBudget { SamplerPercent = 0.3, TargetPercent = 0 } }, PageCount, 1);
        simulation.Process.ClearNs = ClearNs;
        simulation.Process.Rule = static (_, from, to) => to > from;
        simulation.Run(10);

        Assert.Matches("^Each accessed region is sampled [0-9.]+ times a second; a sampler budget of 2 % would allow [0-9]+\\.$", simulation.Plan.Cost!.LimitedBy);
    }

    [Fact]
    public void MemoryPressure_High_CutsClearsToAQuarterAndSaysSo()
    {
        var pressure = new Pressure();
        var simulation = Hot(new MonitoringBudget { SamplerPercent = 1, TargetPercent = 0 }, pressure).Run(20);
        var before = simulation.Process.Clears;
        simulation.Run(10);
        var usual = simulation.Process.Clears - before;

        pressure.Percent = 12.5;
        simulation.Run(2);
        before = simulation.Process.Clears;
        simulation.Run(10);

        Assert.InRange((simulation.Process.Clears - before) / (double)usual, 0.1, 0.35);
        Assert.Contains("short of memory (tasks waited for it in 12.5 % of the last 10 s)", simulation.Plan.Cost!.LimitedBy, StringComparison.Ordinal);

        pressure.Percent = 0;
        simulation.Run(10);
        Assert.DoesNotContain("memory", simulation.Plan.Cost.LimitedBy ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Pool_SessionsWantMoreThanAll_ShareItByWhatTheyWant()
    {
        var pool = new BudgetPool(5);
        using var first = pool.Open();
        using var second = pool.Open();

        Assert.Equal(2, first.Percent(2, 0));
        second.Percent(6, 0);

        Assert.Equal(1.25, first.Percent(2, 0), 6);
        Assert.Equal(3.75, second.Percent(6, 0), 6);
        second.Dispose();
        Assert.Equal(2, first.Percent(2, 0));
    }

    [Fact]
    public void Pool_ASessionWithoutBound_GetsWhatTheOthersLeave()
    {
        var pool = new BudgetPool(5);
        using var bounded = pool.Open();
        using var unbounded = pool.Open();
        bounded.Percent(1, 1);

        Assert.Equal(4, unbounded.Percent(0, 4), 6);
        Assert.Equal(1, bounded.Percent(1, 1), 6);
        Assert.Equal(double.PositiveInfinity, new BudgetPool(0).Open().Percent(0, 0));
    }

    // 0.8 % of the time.
    private static void WorkElsewhere(Simulation simulation, int seconds)
    {
        for (var i = 0; i < seconds * 5; i++)
        {
            simulation.Plan.Charge(1_600_000);
            simulation.Run(0.2);
        }
    }

    private static Simulation Hot(MonitoringBudget budget, Pressure? pressure = null)
    {
        var simulation = new Simulation(new MonitoringAttributes { Budget = budget }, PageCount, 1, pressure);
        simulation.Process.ClearNs = ClearNs;
        simulation.Process.Rule = static (_, from, to) => to > from;
        return simulation;
    }

    private sealed class Pressure : IMemoryPressure
    {
        public double Percent { get; set; }

        public double? SomePercent() => Percent;
    }
}
