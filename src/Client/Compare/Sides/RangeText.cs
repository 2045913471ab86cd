using System.Globalization;
using Damon.Model.Format;

namespace Damon.Client.Compare.Sides;

/// <summary>Times since a start, as a user types them and as the page's address keeps them.</summary>
public static class RangeText
{
    private const double LongestUs = 1e16;

    /// <summary>Minutes and seconds, hours where needed, and as many decimals as it takes: <c>0:07</c>, <c>1:02:03.25</c>.</summary>
    /// <param name="us">Microseconds; below zero gets a minus sign.</param>
    public static string Clock(long us)
    {
        var part = Math.Abs(us) % 1_000_000;
        return (us < 0 ? "−" : "") + Durations.Clock(Math.Abs((double)us)) + (part == 0 ? "" : Fraction(part));
    }

    /// <summary>Seconds with up to six decimals.</summary>
    /// <param name="us">Microseconds.</param>
    public static string Seconds(long us) => (us / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Clock"/> or <see cref="Seconds"/> write; null when it is no time.</summary>
    public static long? Parse(string? text)
        => Durations.TryParseClock(text, out var us) && us is >= 0 and < LongestUs ? (long)Math.Round(us) : null;

    private static string Fraction(long part) => "." + part.ToString("000000", CultureInfo.InvariantCulture).TrimEnd('0');
}
