using Damon.Client.Viewports;

namespace Damon.Client.Tests.Viewports;

public sealed class ViewRangeTests
{
    private static readonly ViewRange View = new(1_000_000, 5_000_000, 0.2, 0.6);

    [Fact]
    public void Zoomed_AboutAVisibleMoment_KeepsItInPlace()
        => Assert.Equal(new ViewRange(1_500_000, 3_500_000, 0.2, 0.6), View.Zoomed(0.5, 2_000_000));

    [Fact]
    public void Zoomed_AboutAMomentOutside_ZoomsAboutTheMiddle()
        => Assert.Equal(new ViewRange(2_000_000, 4_000_000, 0.2, 0.6), View.Zoomed(0.5, 9_000_000));

    [Fact]
    public void Panned_MovesByAPartOfTheWidth() => Assert.Equal(new ViewRange(2_000_000, 6_000_000, 0.2, 0.6), View.Panned(0.25));

    [Fact]
    public void Around_PutsAMomentInTheMiddle() => Assert.Equal(new ViewRange(7_000_000, 11_000_000, 0.2, 0.6), View.Around(9_000_000));

    [Theory]
    [InlineData(-0.5, 0.3, 0, 0.8)]
    [InlineData(0.9, 1.4, 0.5, 1)]
    [InlineData(-3, 3, 0, 1)]
    public void Clamped_BeyondTheAxis_ComesBackWithItsHeight(double bottom, double top, double expectedBottom, double expectedTop)
    {
        var view = new ViewRange(0, 1e9, bottom, top).Clamped();

        Assert.Equal(expectedBottom, view.Bottom, 1e-9);
        Assert.Equal(expectedTop, view.Top, 1e-9);
    }

    [Fact]
    public void Clamped_Nothing_IsStillSomething()
    {
        var view = new ViewRange(5, 5, 0.5, 0.5).Clamped();

        Assert.True(view.WidthUs > 0);
        Assert.True(view.Top > view.Bottom);
    }
}
