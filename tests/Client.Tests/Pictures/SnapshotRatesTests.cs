using Damon.Client.Pictures;
using Damon.Model.WorkingSets;

namespace Damon.Client.Tests.Pictures;

public sealed class SnapshotRatesTests
{
    [Fact]
    public void RateOf_NotSampledButKnown_IsCarriedOverAndUnknownStaysUnknown()
        => Assert.Equal([50, 25, null, 0], Enumerable.Range(0, 4).Select(i => Snapshots.Estimated(0).RateOf(i).Percent));

    [Fact]
    public void UnchangedUsOf_ASnapshotThatTellsSinceWhen_IsTimeOfTheClock()
    {
        // Four intervals that took 400 ms each: by the last one's length, age 9 would be 900 ms.
        var snapshot = Snapshots.Estimated(4);

        Assert.Equal([150_000, 500_000, 500_000, 1_400_000], Enumerable.Range(0, 4).Select(snapshot.UnchangedUsOf));
        Assert.Equal(0, (snapshot with { SinceUs = [600_000, 0, 0, 0] }).UnchangedUsOf(0));
        Assert.Equal([300_000, 2_000_000, 600_000, 900_000], Enumerable.Range(0, 4).Select((snapshot with { SinceUs = null }).UnchangedUsOf));
    }

    [Fact]
    public void TouchedOf_ARegion_IsTheEstimateElseItsRateAndNothingOfWhatIsUnknown()
    {
        var snapshot = Snapshots.Estimated(0);

        Assert.Equal([1, 0.25, 0, 0], Enumerable.Range(0, 4).Select(snapshot.TouchedOf));
        Assert.Equal([1, 1, 0, 0], Enumerable.Range(0, 4).Select((snapshot with { Touched = null }).TouchedOf));
    }

    [Fact]
    public void WorkingSet_OfASnapshot_IsWhatWasTouchedOrWithoutEstimatesDamos()
    {
        Assert.Equal(new WorkingSetFigure(3 * 4096, 1_638), Snapshots.Estimated(0).WorkingSet());
        Assert.Equal(new WorkingSetFigure(6 * 4096), (Snapshots.Estimated(0) with { Touched = null }).WorkingSet());
    }
}
