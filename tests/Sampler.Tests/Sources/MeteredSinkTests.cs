using Damon.Sampler.Monitoring;
using Damon.Sampler.Sources;
using Damon.Sampler.Tests.Monitoring;

namespace Damon.Sampler.Tests.Sources;

public sealed class MeteredSinkTests
{
    [Fact]
    public void TargetRegions_AreHandedOn()
    {
        var sink = new RecordingSink();

        ((IMonitoringSink)new MeteredSink(sink)).TargetRegions(3, false);

        Assert.Equal([(3, false)], sink.Regions);
    }
}
