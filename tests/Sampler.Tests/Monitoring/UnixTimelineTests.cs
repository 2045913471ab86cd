using Damon.Sampler.Monitoring;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Sampler.Tests.Monitoring;

public sealed class UnixTimelineTests
{
    private const long Second = 1_000_000;
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly long NoonUs = Noon.ToUnixTimeMilliseconds() * 1_000;

    [Fact]
    public void At_ClockSetBack_GoesOnForward()
    {
        var time = new FakeTimeProvider(Noon);
        var timeline = new UnixTimeline(new Shifted(time) { Shift = TimeSpan.Zero });
        Assert.Equal(NoonUs, timeline.At(0));
        var back = new Shifted(time);
        var shifted = new UnixTimeline(back);
        shifted.At(0);
        back.Shift = TimeSpan.FromHours(-1);
        Assert.Equal(NoonUs + (5 * Second), shifted.At(5_000_000_000));
    }

    [Fact]
    public void At_ClockSetForward_Follows()
    {
        var clock = new Shifted(new FakeTimeProvider(Noon));
        var timeline = new UnixTimeline(clock);
        timeline.At(0);
        clock.Shift = TimeSpan.FromHours(1);
        Assert.Equal(NoonUs + (3_600 * Second), timeline.At(1_000_000_000));
    }

    private sealed class Shifted(TimeProvider time) : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow() + Shift;
    }
}
