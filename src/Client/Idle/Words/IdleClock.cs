using System.Globalization;
using Damon.Client.Times;
using Damon.Model.Format;

namespace Damon.Client.Idle.Words;

/// <summary>Times of day beside figures of idle memory: to the second, as looks are.</summary>
public static class IdleClock
{
    /// <summary>Time of day, local.</summary>
    /// <param name="time">How times are shown.</param>
    /// <param name="us">Unix microseconds.</param>
    public static string Text(TimeMapping time, double us)
        => DateTimeOffset.FromUnixTimeMilliseconds((long)time.ToAxis(us)).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A length of time in whole seconds.</summary>
    /// <param name="us">Microseconds.</param>
    public static string Length(double us) => Durations.Text(Math.Max(1, Math.Round(us / 1e6)) * 1e6);
}
