using Damon.Client.Recordings;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Recordings;

public sealed class ReplayClockTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReplayClock _clock;

    public ReplayClockTests()
    {
        _clock = new ReplayClock(_time);
        _clock.Load(1_000_000_000, 1_100_000_000);
    }

    [Fact]
    public void Load_StandsAtTheEnd() => Assert.Equal((1_100_000_000, false, true), (_clock.PositionUs, _clock.Playing, _clock.AtEnd));

    [Fact]
    public void Play_AtTheEnd_BeginsAnew()
    {
        _clock.Play();
        _time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(1_003_000_000, _clock.PositionUs);
    }

    [Fact]
    public void Play_FromTheMiddle_GoesOnAndEndsAtTheEnd()
    {
        _clock.Seek(1_050_000_000);
        _clock.SetSpeed(10);
        _clock.Play();
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1_060_000_000, _clock.PositionUs);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(_clock.ToUs, _clock.PositionUs);
    }

    [Fact]
    public void Pause_KeepsTheHead()
    {
        _clock.Play();
        _time.Advance(TimeSpan.FromSeconds(2));
        _clock.Pause();
        _time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(1_002_000_000, _clock.PositionUs);
    }

    [Fact]
    public void SetSpeed_WhilePlaying_DoesNotMoveTheHead()
    {
        _clock.Play();
        _time.Advance(TimeSpan.FromSeconds(2));
        _clock.SetSpeed(60);
        Assert.Equal(1_002_000_000, _clock.PositionUs);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1_062_000_000, _clock.PositionUs);
    }

    [Fact]
    public void SetSpeed_Fit_PlaysTheWholeInAFixedTime()
    {
        _clock.SetSpeed(null);
        _clock.Play();
        _time.Advance(TimeSpan.FromSeconds(ReplayClock.FitSeconds / 2));

        Assert.Equal(1_050_000_000, _clock.PositionUs);
    }

    [Fact]
    public void Seek_OutsideTheRecording_StaysInside()
    {
        _clock.Seek(0);
        Assert.Equal(_clock.FromUs, _clock.PositionUs);
        _clock.Seek(9e15);
        Assert.Equal(_clock.ToUs, _clock.PositionUs);
    }
}
