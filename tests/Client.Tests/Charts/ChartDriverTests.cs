using Damon.Client.Charts;
using Damon.Client.Tests.Views;
using Damon.Client.Times;
using Damon.Client.Viewports;

namespace Damon.Client.Tests.Charts;

public sealed class ChartDriverTests
{
    private const double Second = 1e6;

    private readonly FakeSurface _surface = new();
    private readonly ChartDriver _chart;
    private ChartState _now = new() { Moving = true, Time = TimeMapping.For(TimeZoneInfo.Utc, DateTimeOffset.UnixEpoch.UtcDateTime) };

    public ChartDriverTests()
    {
        _chart = new ChartDriver(() => _now);
        _chart.Attach(_surface);
    }

    [Fact]
    public async Task Axis_MovesUnderTheSameLabels_IsLeftToSlide()
    {
        // A label stands at each ten seconds of a minute.
        var drawn = new List<double>();
        for (var tenths = 0; tenths <= 600; tenths++)
        {
            await ShowAsync(1_001 * Second + (tenths * Second / 10));
            if (IsAxisDrawn)
            {
                drawn.Add(tenths);
            }
        }

        Assert.InRange(drawn.Count, 6, 13);
        Assert.All(drawn.Zip(drawn.Skip(1)), pair => Assert.True(pair.Second - pair.First <= 121));
    }

    [Fact]
    public async Task Axis_StandsStill_IsDrawnWhereItIs()
    {
        await ShowAsync(1_001 * Second);
        _now = _now with { Moving = false };

        await ShowAsync(1_001.1 * Second);

        Assert.True(IsAxisDrawn);
    }

    [Fact]
    public async Task Axis_OtherWidth_IsDrawn()
    {
        await ShowAsync(1_001 * Second);

        await ShowAsync(1_001.1 * Second, 59.9);

        Assert.True(IsAxisDrawn);
    }

    [Fact]
    public async Task Align_AxisWasLeftToSlide_DrawsIt()
    {
        await ShowAsync(1_001 * Second);
        await ShowAsync(1_001.5 * Second);
        Assert.False(IsAxisDrawn);

        await _chart.AlignAsync();

        Assert.True(IsAxisDrawn);
    }

    private bool IsAxisDrawn => _surface.Drawings[^1].Layout.ContainsKey("xaxis.range");

    private Task ShowAsync(double fromUs, double seconds = 60)
    {
        _now = _now with { View = new ViewRange(fromUs, fromUs + (seconds * Second), 0, 1) };
        _chart.Invalidate(ChartParts.Time);
        return _chart.FlushAsync();
    }
}
