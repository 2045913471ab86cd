using Damon.Model.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Model.Tests.WorkingSets;

public sealed class TouchedSizeTests
{
    private static readonly AccessRate Idle = AccessRate.Of(0, 0, 20);

    [Fact]
    public void Figure_OfNothing_IsZero() => Assert.Equal(new WorkingSetFigure(0, 0), new TouchedSize().Figure);

    [Fact]
    public void Figure_OfSampledRegions_SumsTheBytesTouchedAndAddsTheErrorsAsSquares()
    {
        var size = new TouchedSize();
        size.Add(1_000, 0.5, 0.3, Idle);
        size.Add(4_000, 0.25, 0.1, AccessRate.Of(20, 0, 20));

        Assert.Equal(new WorkingSetFigure(1_500, 500), size.Figure);
    }

    [Theory]
    [InlineData(5, 0, 250)]
    [InlineData(5, 10, 500)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 20, 0)]
    public void Figure_OfARegionThatWasNotSampled_CountsByTheRateItWasCarriedOverWith(int nrAccesses, int unknown, long bytes)
    {
        var size = new TouchedSize();
        size.Add(1_000, null, null, AccessRate.Of(nrAccesses, unknown, 20));

        Assert.Equal(new WorkingSetFigure(bytes, 0), size.Figure);
    }
}
