using System.Globalization;

namespace Damon.Model.Format;

/// <summary>Lengths of time for people.</summary>
public static class Durations
{
    /// <summary>A length of time: <c>850 ms</c>, <c>12.5 s</c>, <c>3 min 20 s</c>, <c>2 h 5 min</c>, <c>3 d 4 h</c>.</summary>
    /// <param name="us">Microseconds, not negative.</param>
    public static string Text(double us)
    {
        var seconds = us / 1e6;
        return seconds switch
        {
            < 0.000_5 => Number(us) + " µs",
            < 0.999_5 => Number(us / 1e3) + " ms",
            < 59.95 => Number(seconds) + " s",
            < 3_600 => Two(seconds, 60, "min", 1, "s"),
            < 86_400 => Two(seconds, 3_600, "h", 60, "min"),
            _ => Two(seconds, 86_400, "d", 3_600, "h"),
        };
    }

    /// <summary>A place on a clock that counts from the start: <c>0:07</c>, <c>12:34</c>, <c>1:02:03</c>.</summary>
    /// <param name="us">Microseconds since the start.</param>
    public static string Clock(double us)
    {
        var total = (long)Math.Max(0, Math.Floor(us / 1e6));
        var (hours, minutes, seconds) = (total / 3_600, total / 60 % 60, total % 60);
        return hours > 0
            ? string.Create(CultureInfo.InvariantCulture, $"{hours}:{minutes:00}:{seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes}:{seconds:00}");
    }

    /// <summary>Reads what <see cref="Clock"/> writes, or plain seconds.</summary>
    /// <param name="text">Such as <c>1:05</c>.</param>
    /// <param name="us">Microseconds since the start.</param>
    public static bool TryParseClock(string? text, out double us)
    {
        us = 0;
        foreach (var part in (text ?? "").Trim().Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            us = (us * 60) + (number * 1e6);
        }

        return true;
    }

    private static string Number(double value)
        => value.ToString(value >= 99.5 ? "0" : "0.#", CultureInfo.InvariantCulture);

    private static string Two(double seconds, int big, string bigUnit, int small, string smallUnit)
    {
        var all = (long)Math.Round(seconds / small);
        var (high, low) = (all / (big / small), all % (big / small));
        return low == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{high} {bigUnit}")
            : string.Create(CultureInfo.InvariantCulture, $"{high} {bigUnit} {low} {smallUnit}");
    }
}
