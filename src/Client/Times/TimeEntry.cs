using System.Globalization;
using Damon.Model.Format;

namespace Damon.Client.Times;

/// <summary>Reads moments as people type them: a time of day, or a time since the start of the recording.</summary>
public static class TimeEntry
{
    private const double DayMs = 86_400_000;

    private static readonly string[] Clocks = ["H:mm", "H:mm:ss", "H:mm:ss.FFF"];

    private static readonly string[] Dates = ["yyyy-MM-dd H:mm", "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd H:mm:ss.FFF"];

    /// <summary>What may be typed, in words.</summary>
    public static string Forms => "a time of day such as 14:05 or 14:05:30, or +1:05 for a minute and five seconds after the start";

    /// <summary>
    /// The moment that is meant, Unix microseconds; null where the text is none. A time of day without a date is the first
    /// such time within the recording, and that of its first day where it holds none.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="time">How times are shown.</param>
    /// <param name="firstUs">First moment of the recording, Unix microseconds.</param>
    /// <param name="lastUs">Last moment of the recording, Unix microseconds.</param>
    public static double? Read(string? text, TimeMapping time, double firstUs, double lastUs)
    {
        var typed = (text ?? "").Trim();
        if (typed.StartsWith('+'))
        {
            return Durations.TryParseClock(typed[1..], out var sinceUs) ? firstUs + sinceUs : null;
        }

        if (DateTime.TryParseExact(typed, Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return time.FromAxis((date - DateTime.UnixEpoch).TotalMilliseconds);
        }

        if (!TimeOnly.TryParseExact(typed, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock))
        {
            return null;
        }

        var onFirstDay = (Math.Floor(time.ToAxis(firstUs) / DayMs) * DayMs) + clock.ToTimeSpan().TotalMilliseconds;
        var (us, nextUs) = (time.FromAxis(onFirstDay), time.FromAxis(onFirstDay + DayMs));
        return us < firstUs && nextUs <= lastUs ? nextUs : us;
    }
}
