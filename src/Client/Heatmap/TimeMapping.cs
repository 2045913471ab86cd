namespace Damon.Client.Heatmap;

/// <summary>
/// Times as values of the plot's axis: Unix milliseconds, moved by the zone's offset at the session's time so that
/// round local times are round numbers.
/// </summary>
/// <param name="OffsetMs">What local time is ahead of UTC, milliseconds.</param>
public readonly record struct TimeMapping(double OffsetMs)
{
    /// <summary>The mapping for a zone at a time.</summary>
    public static TimeMapping For(TimeZoneInfo zone, DateTimeOffset at) => new(zone.GetUtcOffset(at).TotalMilliseconds);

    /// <summary>Axis value of a time in Unix microseconds.</summary>
    public double ToAxis(double us) => (us / 1_000) + OffsetMs;

    /// <summary>Time in Unix microseconds of an axis value.</summary>
    public double FromAxis(double value) => (value - OffsetMs) * 1_000;

    /// <summary>Time of day, local, to the tenth of a second.</summary>
    public string Clock(double us) => DateTimeOffset.FromUnixTimeMilliseconds((long)ToAxis(us)).ToString("HH:mm:ss.f", System.Globalization.CultureInfo.InvariantCulture);
}
