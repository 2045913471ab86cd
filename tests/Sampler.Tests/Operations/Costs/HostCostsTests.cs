using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Operations.Costs;

namespace Damon.Sampler.Tests.Operations.Costs;

public sealed class HostCostsTests
{
    private static readonly SamplerCost Measured = new() { AdviceUs = 3, FlushUs = 2, ReaccessUs = 1, MeasuredAt = DateTimeOffset.UnixEpoch };

    [Fact]
    public async Task Measure_ChangesWhatIsKnown()
    {
        var costs = new HostCosts(() => Measured);
        var changed = costs.Changed;
        Assert.Equal((null, StepCosts.Careful, false), (costs.Current, costs.Steps, changed.IsCompleted));

        Assert.Same(Measured, await costs.MeasureAsync());

        await changed.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal((Measured, new StepCosts(3, 2, 1), false), (costs.Current, costs.Steps, costs.Changed.IsCompleted));
    }

    [Fact]
    public async Task Measure_WhileOneGoesOn_WaitsForThat()
    {
        using var go = new ManualResetEventSlim();
        var measurements = 0;
        var costs = new HostCosts(() =>
        {
            go.Wait(TestContext.Current.CancellationToken);
            return Measured with { AdviceUs = ++measurements };
        });
        var (first, second) = (costs.MeasureAsync(), costs.MeasureAsync());
        go.Set();

        Assert.Equal((1, 1), ((await first).AdviceUs, (await second).AdviceUs));
        Assert.Equal(2, (await costs.MeasureAsync()).AdviceUs);
    }

    [Fact]
    public async Task MeasureAgain_CantBeDone_KeepsWhatWasMeasuredAndSaysWhyNot()
    {
        var found = Measured;
        var costs = new HostCosts(() => found);
        await costs.MeasureAsync();
        found = CostSummary.Careful("Too busy.");

        var cost = await costs.MeasureAsync();

        Assert.Equal(Measured with { Remark = "Too busy." }, cost);
        Assert.Equal(new StepCosts(3, 2, 1), costs.Steps);
    }

    [Fact]
    public async Task Measure_Fails_TheNextOneIsTried()
    {
        var fails = true;
        var costs = new HostCosts(() => fails ? throw new InvalidOperationException("no") : Measured);
        await Assert.ThrowsAsync<InvalidOperationException>(costs.MeasureAsync);
        fails = false;

        Assert.Same(Measured, await costs.MeasureAsync());
    }
}
