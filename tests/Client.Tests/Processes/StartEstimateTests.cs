using Damon.Client.Processes;
using Damon.Model.Monitoring;

namespace Damon.Client.Tests.Processes;

public sealed class StartEstimateTests
{
    [Fact]
    public void Of_Defaults_IsTheirArithmetic()
    {
        var estimate = StartEstimate.Of(new MonitoringAttributes { Plan = SamplingPlan.Kernel });

        // 1,000 regions each 5 ms; 6 bytes x 1,000 regions x 10 snapshots x 3,600 s.
        Assert.Equal(new StartEstimate(200_000, 216_000_000, 20), estimate);
    }

    [Fact]
    public void Of_AdaptivePlan_CountsTheCertaintyOfEveryRegion()
        => Assert.Equal(396_000_000, StartEstimate.Of(new MonitoringAttributes()).BytesAnHour);

    [Fact]
    public void Of_HalfTheInterval_TwiceTheChecks()
        => Assert.Equal(400_000, StartEstimate.Of(new MonitoringAttributes { SamplingIntervalUs = 2_500 }).ChecksASecond);

    [Fact]
    public void Of_Tuning_CountsWithTheShortestIntervalAndTheSameSteps()
    {
        var estimate = StartEstimate.Of(new MonitoringAttributes { Plan = SamplingPlan.Kernel, IntervalsGoal = new IntervalsGoal { MinSamplingUs = 1_000 } });

        Assert.Equal(new StartEstimate(1_000_000, 1_080_000_000, 20), estimate);
    }
}
