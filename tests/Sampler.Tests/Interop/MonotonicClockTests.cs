using Damon.Sampler.Interop;

namespace Damon.Sampler.Tests.Interop;

public sealed class MonotonicClockTests : IDisposable
{
    private const long NsPerMs = 1_000_000;

    private readonly MonotonicClock _clock = new(TimeProvider.System);

    public void Dispose() => _clock.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public void WaitUntil_Deadline_IsNeverEarly(int ms)
    {
        var deadline = _clock.NowNs + (ms * NsPerMs);

        Assert.True(_clock.WaitUntil(deadline));

        Assert.True(_clock.NowNs >= deadline);
    }

    [Fact]
    public void WaitUntil_DeadlineHasPassed_ReturnsAtOnce() => Assert.True(_clock.WaitUntil(_clock.NowNs - NsPerMs));

    [Fact]
    public async Task Wake_DuringAWait_EndsIt()
    {
        var wait = Task.Run(() => _clock.WaitUntil(_clock.NowNs + (60_000 * NsPerMs)), TestContext.Current.CancellationToken);

        _clock.Wake();

        Assert.False(await wait.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Wake_SeveralTimesBeforeAWait_EndsTheNextOneOnly()
    {
        _clock.Wake();
        _clock.Wake();

        Assert.False(_clock.WaitUntil(_clock.NowNs - 1));
        Assert.True(_clock.WaitUntil(_clock.NowNs + NsPerMs));
    }

    // A wait may be asked for again and again; between a wake-up and the deadline nothing may spin.
    [Fact]
    public void WaitUntil_AfterAWake_SleepsAgain()
    {
        _clock.Wake();
        _ = _clock.WaitUntil(0);
        var before = MonotonicClock.ThreadCpuNs;

        _clock.WaitUntil(_clock.NowNs + (200 * NsPerMs));

        Assert.InRange(MonotonicClock.ThreadCpuNs - before, 0, 50 * NsPerMs);
    }
}
