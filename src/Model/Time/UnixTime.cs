namespace Damon.Model.Time;

/// <summary>Times as snapshots and histories hold them: microseconds since 1970, UTC.</summary>
public static class UnixTime
{
    /// <summary>The number of a time.</summary>
    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of a number.</summary>
    public static DateTimeOffset FromMicroseconds(long us) => DateTimeOffset.UnixEpoch.AddTicks(us * TimeSpan.TicksPerMicrosecond);
}
