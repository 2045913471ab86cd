namespace Damon.Server.History;

/// <summary>Times as the history holds them: microseconds since 1970, UTC.</summary>
internal static class UnixTime
{
    /// <summary>The number of a time.</summary>
    public static long ToMicroseconds(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time of a number.</summary>
    public static DateTimeOffset FromMicroseconds(long us) => DateTimeOffset.UnixEpoch.AddTicks(us * TimeSpan.TicksPerMicrosecond);
}
