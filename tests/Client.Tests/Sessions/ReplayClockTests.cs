using Damon.Client.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace Damon.Client.Tests.Sessions;

public sealed class ReplayClockTests
{
    private readonly FakeTimeProvider time = new();
    private readonly ReplayClock clock;

    public ReplayClockTests()
    {
        clock = new ReplayClock(time);
        clock.Load(1_000_000_000, 1_100_000_000);
    }

    [Fact]
    public void Load_StandsAtTheEnd() => Assert.Equal((1_100_000_000, false, true), (clock.PositionUs, clock.Playing, clock.AtEnd));

    [Fact]
    public void Play_AtTheEnd_BeginsAnew()
    {
        clock.Play();
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(1_003_000_000, clock.PositionUs);
    }

    [Fact]
    public void Play_FromTheMiddle_GoesOnAndEndsAtTheEnd()
    {
        clock.Seek(1_050_000_000);
        clock.SetSpeed(10);
        clock.Play();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1_060_000_000, clock.PositionUs);

        time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(clock.ToUs, clock.PositionUs);
    }

    [Fact]
    public void Pause_KeepsTheHead()
    {
        clock.Play();
        time.Advance(TimeSpan.FromSeconds(2));
        clock.Pause();
        time.Advance(TimeSpan.FromSeconds(50));

        Assert.Equal(1_002_000_000, clock.PositionUs);
    }

    [Fact]
    public void SetSpeed_WhilePlaying_DoesNotMoveTheHead()
    {
        clock.Play();
        time.Advance(TimeSpan.FromSeconds(2));
        clock.SetSpeed(60);
        Assert.Equal(1_002_000_000, clock.PositionUs);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1_062_000_000, clock.PositionUs);
    }

    [Fact]
    public void SetSpeed_Fit_PlaysTheWholeInAFixedTime()
    {
        clock.SetSpeed(null);
        clock.Play();
        time.Advance(TimeSpan.FromSeconds(ReplayClock.FitSeconds / 2));

        Assert.Equal(1_050_000_000, clock.PositionUs);
    }

    [Fact]
    public void Seek_OutsideTheRecording_StaysInside()
    {
        clock.Seek(0);
        Assert.Equal(clock.FromUs, clock.PositionUs);
        clock.Seek(9e15);
        Assert.Equal(clock.ToUs, clock.PositionUs);
    }
}
