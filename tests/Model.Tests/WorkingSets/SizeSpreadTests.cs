using Damon.Model.WorkingSets;

namespace Damon.Model.Tests.WorkingSets;

public sealed class SizeSpreadTests
{
    [Fact]
    public void Of_Nothing_HasNoPercentiles() => Assert.Equal((0, 0.0), (SizeSpread.Of([]).Percentiles.Count, SizeSpread.Of([]).Mean));

    [Fact]
    public void Of_HundredAndOneSizes_HasTheNearestRanks()
    {
        var spread = SizeSpread.Of([.. Enumerable.Range(0, 101).Reverse().Select(size => new WorkingSetFigure(size))]);

        Assert.Equal(Enumerable.Range(0, 20).Select(step => step * 5L).Append(100L), spread.Percentiles);
        Assert.Equal(50, spread.Mean);
        Assert.Null(spread.MeanError);
        Assert.All(spread.Errors, Assert.Null);
    }

    [Fact]
    public void Of_SizesWithErrors_TellsThoseOfTheSnapshotsTheyAreAndTheirRootMeanSquare()
    {
        var spread = SizeSpread.Of([new(30, 7), new(10, 1), new(20, null)]);

        Assert.Equal([10, 20, 30], spread.Percentiles.Distinct());
        Assert.Equal([1, null, 7], new[] { spread.Errors[0], spread.Errors[10], spread.Errors[^1] });
        Assert.Equal((20, 5.0), (spread.Mean, spread.MeanError));
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
