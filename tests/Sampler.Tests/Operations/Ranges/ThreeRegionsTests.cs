using Damon.Model.Addresses;
using Damon.Sampler.Operations.Ranges;
using Damon.Sampler.Tests.Monitoring;

namespace Damon.Sampler.Tests.Operations.Ranges;

public sealed class ThreeRegionsTests
{
    [Fact]
    public void ThreeRegions_KernelMappings_CutAtTheTwoBiggestGaps()
    {
        var tested = 0;
        foreach (var one in Vectors.Of("three_regions").EnumerateArray())
        {
            var search = new ThreeRegions();
            foreach (var mapping in one.Ranges("vmas"))
            {
                search.Add(mapping.Start, mapping.End);
            }

            var ranges = new AddressRange[3];
            Assert.True(search.TryFinish(ranges, minSize: 1));
            Assert.Equal(one.Ranges("expect"), ranges);
            tested++;
        }

        Assert.Equal(1, tested);
    }
}
