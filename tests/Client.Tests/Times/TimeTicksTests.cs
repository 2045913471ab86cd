using Damon.Client.Times;

namespace Damon.Client.Tests.Times;

public sealed class TimeTicksTests
{
    private static readonly double Noon = new DateTimeOffset(2026, 3, 4, 12, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000.0;

    [Fact]
    public void Choose_AMinute_LabelsEveryTenSecondsAndTheDateOnce()
    {
        var ticks = TimeTicks.Choose(Noon - 5e6, Noon + 55e6, 8, default);

        Assert.Equal(["12:00:00<br>2026-03-04", "12:00:10", "12:00:20", "12:00:30", "12:00:40", "12:00:50"], ticks.Select(t => t.Text));
        Assert.Equal(Noon / 1_000, ticks[0].Position);
    }

    [Fact]
    public void Choose_OtherZone_LabelsRoundLocalTimes()
    {
        var ticks = TimeTicks.Choose(Noon, Noon + 3_600e6, 4, new TimeMapping(5.5 * 3_600_000));

        Assert.Equal(["17:30<br>2026-03-04", "17:45", "18:00", "18:15", "18:30"], ticks.Select(t => t.Text));
    }

    [Fact]
    public void Choose_OverMidnight_NamesTheNewDay()
        => Assert.Equal(
            ["23:30<br>2026-03-04", "00:00<br>2026-03-05", "00:30"],
            TimeTicks.Choose(Noon + (11.5 * 3_600e6), Noon + (12.5 * 3_600e6), 3, default).Select(t => t.Text));

    [Fact]
    public void Choose_AWeek_LabelsDays()
        => Assert.Equal("2026-03-05", TimeTicks.Choose(Noon, Noon + (7 * 86_400e6), 8, default)[0].Text);

    [Fact]
    public void Choose_AFractionOfASecond_ShowsFractions()
        => Assert.Equal(["12:00:00.00<br>2026-03-04", "12:00:00.05", "12:00:00.10"], TimeTicks.Choose(Noon, Noon + 100_000, 2, default).Select(t => t.Text));
}
