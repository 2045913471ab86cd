using CsCheck;
using Damon.Model.Binning;

namespace Damon.Model.Tests.Binning;

public sealed class CellValueTests
{
    [Fact]
    public void Of_Unknown_IsNotZero()
    {
        Assert.True(CellValue.Of(null).IsUnknown);
        Assert.True(float.IsNaN(CellValue.Of(null).Percent));
        Assert.Equal(0, CellValue.Of(0).Percent);
    }

    [Fact]
    public void Of_HardlyAnyAccess_IsAboveZero() => Assert.True(CellValue.Of(1e-9).Percent > 0);

    [Fact]
    public void OfSeconds_AnyTime_IsNearIt()
    {
        Assert.True(CellValue.OfSeconds(null).IsUnknown);
        Assert.Equal(0, CellValue.OfSeconds(0).Seconds);
        Assert.True(CellValue.OfSeconds(1e-9).Seconds > 0);
        Gen.Double[0.01, 1e8].Sample(time => Assert.InRange(CellValue.OfSeconds(time).As(CellMeasure.Idle) / time, 0.999, 1.001));
    }

    [Fact]
    public void Percent_AnyRate_IsNearIt() => Gen.Double[0, 100].Sample(rate => Assert.Equal(rate, CellValue.Of(rate).Percent, 0.0017));
}
