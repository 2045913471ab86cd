using Damon.Model.Format;

namespace Damon.Client.Times;

/// <summary>
/// Times as values of the plot's axis: Unix milliseconds, moved by the zone's offset at the session's time so that
/// round local times are round numbers.
/// </summary>
/// <param name="OffsetMs">What local time is ahead of UTC, milliseconds.</param>
/// <param name="SinceStart">Times count from a start instead of from 1970, and are shown as minutes and seconds.</param>
public readonly record struct TimeMapping(double OffsetMs, bool SinceStart = false)
{
    /// <summary>The mapping for a zone at a time.</summary>
    public static TimeMapping For(TimeZoneInfo zone, DateTimeOffset at) => new(zone.GetUtcOffset(at).TotalMilliseconds);

    /// <summary>Axis value of a time in Unix microseconds.</summary>
    public double ToAxis(double us) => (us / 1_000) + OffsetMs;

    /// <summary>Time in Unix microseconds of an axis value.</summary>
    public double FromAxis(double value) => (value - OffsetMs) * 1_000;

    /// <summary>Time of day, local, or the time since a start; to the tenth of a second.</summary>
    public string Clock(double us) => SinceStart ? Elapsed(us, 1) : DateTimeOffset.FromUnixTimeMilliseconds((long)ToAxis(us)).ToString("HH:mm:ss.f", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Minutes and seconds since a start, with hours where needed; before it with a minus sign.</summary>
    /// <param name="us">Microseconds since the start.</param>
    /// <param name="decimals">Decimals of the seconds, 0 .. 3.</param>
    public static string Elapsed(double us, int decimals)
    {
        var unit = Math.Pow(10, decimals);
        var units = Math.Round(Math.Abs(us) / 1e6 * unit);
        var seconds = Math.Floor(units / unit);
        var part = decimals == 0 ? "" : "." + (units - (seconds * unit)).ToString(new string('0', decimals), System.Globalization.CultureInfo.InvariantCulture);
        return (us < 0 && units > 0 ? "−" : "") + Durations.Clock(seconds * 1e6) + part;
    }
}
