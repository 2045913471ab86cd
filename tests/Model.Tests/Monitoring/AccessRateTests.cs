using Damon.Model.Monitoring;

namespace Damon.Model.Tests.Monitoring;

public sealed class AccessRateTests
{
    [Theory]
    [InlineData(5, 0, 20, 25.0)]
    [InlineData(5, 10, 20, 50.0)]
    [InlineData(0, 19, 20, 0.0)]
    [InlineData(0, 20, 20, null)]
    [InlineData(3, 25, 20, null)]
    [InlineData(25, 0, 20, 100.0)]
    [InlineData(1, 0, 0, 100.0)]
    public void Percent_OfTheObservedSamples_NullWhenThereAreNone(int nrAccesses, int unknown, int max, double? percent)
        => Assert.Equal(percent, AccessRate.Of(nrAccesses, unknown, max).Percent);

    [Fact]
    public void Shares_AreOfAllSamples()
    {
        var rate = AccessRate.Of(5, 10, 20);

        Assert.Equal((0.25, 0.5), (rate.AccessedShare, rate.ObservedShare));
    }

    [Theory]
    [InlineData(5, 0, 20, 5)]
    [InlineData(5, 10, 20, 10)]
    [InlineData(1, 17, 20, 7)]
    [InlineData(0, 20, 20, 0)]
    [InlineData(15, 10, 20, 20)]
    public void Scale_AsIfEverySampleHadBeenObserved(int nrAccesses, int unknown, int max, int scaled)
        => Assert.Equal(scaled, AccessRate.Scale(nrAccesses, unknown, max));
}
