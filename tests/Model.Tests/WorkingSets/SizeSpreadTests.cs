using Damon.Model.WorkingSets;

namespace Damon.Model.Tests.WorkingSets;

public sealed class SizeSpreadTests
{
    [Fact]
    public void Of_Nothing_HasNoPercentiles() => Assert.Equal((0, 0.0), (SizeSpread.Of([]).Percentiles.Count, SizeSpread.Of([]).Mean));

    [Fact]
    public void Of_HundredAndOneSizes_HasTheNearestRanks()
    {
        var spread = SizeSpread.Of([.. Enumerable.Range(0, 101).Reverse().Select(size => (long)size)]);

        Assert.Equal(Enumerable.Range(0, 20).Select(step => step * 5L).Append(100L), spread.Percentiles);
        Assert.Equal(50, spread.Mean);
    }

    [Fact]
    public void WorkingSetSize_CountsWholeRegionsWithEnoughAccesses()
    {
        var (any, most) = (new WorkingSetSize(1), new WorkingSetSize(3));
        foreach (var (size, accesses) in new[] { (4096UL, 0), (8192UL, 1), (12288UL, 3) })
        {
            any.Add(size, accesses);
            most.Add(size, accesses);
        }

        Assert.Equal((20480, 12288), (any.Bytes, most.Bytes));
    }
}
