using Damon.Sampler.Monitoring.Panels;

namespace Damon.Sampler.Tests.Monitoring.Panels;

public sealed class PanelSizeTests
{
    [Fact]
    public void Fit_FirstTime_IsWhatIsWanted() => Assert.Equal(800, new PanelSize().Fit(800), 1e-6);

    // The order of a mapping's pages stays while the size is within 0.8 to 4 of what it was chosen for.
    [Fact]
    public void Fit_TenTimesMoreEveryOtherSecond_StaysBetween()
    {
        var size = new PanelSize();
        var sizes = Fit(size, 400, static second => second % 2 == 0 ? 800 : 8_000)[30..];

        Assert.InRange(sizes.Max() / sizes.Min(), 1, 1.25);
        Assert.InRange(sizes[^1], 2_000, 3_200);
    }

    [Fact]
    public void Fit_MoreForGood_ComesToIt()
    {
        var size = new PanelSize();
        Fit(size, 100, static _ => 800);
        var sizes = Fit(size, 200, static _ => 8_000);

        Assert.InRange(sizes[0], 800, 900);
        Assert.InRange(sizes[^1], 7_500, 8_000);
    }

    private static List<double> Fit(PanelSize size, int seconds, Func<int, double> wanted)
    {
        var sizes = new List<double>();
        for (var second = 0; second < seconds; second++)
        {
            sizes.Add(size.Fit(wanted(second)));
        }

        return sizes;
    }
}
