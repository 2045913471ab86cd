using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring;

public sealed class KernelAccountsTests
{
    private const long TickNs = 5_000_000;

    [Fact]
    public void Report_OfASessionThatIsNotBounded_TellsWhatItTakes_AndLeavesTheOthersLess()
    {
        var clock = new SimulatedClock();
        var pool = new BudgetPool(maxPercent: 5);
        using var other = pool.Open();
        using var accounts = new KernelAccounts(pool.Open(), static () => StepCosts.Careful, clock);
        using var target = accounts.Count(new FakeTargetOperations());
        accounts.Begin();
        Assert.Equal(4, other.Percent(budget: 4, taken: 0), 0.01);

        target.Tick([], [0x1000, 0x2000]);
        for (var tick = 0; tick < 400; tick++)
        {
            clock.NowNs += TickNs;
            clock.CpuNs += TickNs * 3 / 100;
            target.Tick(new AccessAnswer[2], [0x1000, 0x2000]);
            accounts.Settle();
        }

        var report = accounts.Report!;
        Assert.Equal(3, report.SamplerPercent, 0.05);
        Assert.Equal(400, report.ClearsPerSecond, 10.0);
        Assert.Equal(400, report.ChecksPerSecond, 10.0);
        Assert.Equal(2, other.Percent(budget: 4, taken: 0), 0.05);
    }
}
