using Damon.Model.Time;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// Time of day that never goes back: read once and carried on by the monotonic clock, so that snapshots stay in order
/// when somebody sets the clock. Set forward by more than a second (or woken from suspend), it follows.
/// </summary>
internal sealed class UnixTimeline(TimeProvider time)
{
    private const long StepUs = 1_000_000;
    private long _offsetUs = long.MinValue;

    /// <summary>Unix microseconds at monotonic time <paramref name="nowNs"/>.</summary>
    public long At(long nowNs)
    {
        var carried = nowNs / 1_000;
        var wall = UnixTime.ToMicroseconds(time.GetUtcNow());
        if (_offsetUs == long.MinValue || wall - (carried + _offsetUs) > StepUs)
        {
            _offsetUs = wall - carried;
        }

        return carried + _offsetUs;
    }
}
