using Damon.Sampler.Monitoring.Panels;

namespace Damon.Sampler.Tests.Monitoring.Panels;

public sealed class BeatTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(100_000_000)]
    [InlineData(105_000_000)]
    [InlineData(96_500_000)]
    [InlineData(700_000_000)]
    public void IsDue_KeepsToTheClock_WhateverTheInterval(long interval)
    {
        var (beat, first) = (new Beat(Second), 0L);
        var times = new List<long>();
        for (var now = interval; times.Count < 200; now += interval)
        {
            if (beat.IsDue(now, interval))
            {
                first = first == 0 ? now : first;
                times.Add(now - first);
            }
        }

        Assert.All(times.Select((time, number) => time - (number * Second)), off => Assert.InRange(off, -interval / 2, interval / 2));
    }

    [Fact]
    public void IsDue_AfterALongPause_IsDueOnce()
    {
        var beat = new Beat(Second);
        Assert.True(beat.IsDue(Second, Second / 10));

        Assert.True(beat.IsDue(60 * Second, Second / 10));
        Assert.False(beat.IsDue(60 * Second + (Second / 2), Second / 10));
        Assert.True(beat.IsDue(61 * Second, Second / 10));
    }
}
