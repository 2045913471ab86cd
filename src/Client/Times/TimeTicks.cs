using System.Globalization;
using Damon.Client.Addresses;

namespace Damon.Client.Times;

/// <summary>Labels of the time axis: round local times, the date below the first and below each new day.</summary>
public static class TimeTicks
{
    private static readonly double[] Steps =
        [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400];

    /// <summary>Chooses labels; positions are axis values, see <see cref="TimeMapping"/>.</summary>
    /// <param name="fromUs">Left edge, Unix microseconds.</param>
    /// <param name="toUs">Right edge, Unix microseconds.</param>
    /// <param name="most">About how many labels fit side by side.</param>
    /// <param name="time">How times are shown.</param>
    public static IReadOnlyList<AxisTick> Choose(double fromUs, double toUs, int most, TimeMapping time)
    {
        var (from, to) = (time.ToAxis(fromUs) / 1_000, time.ToAxis(toUs) / 1_000);
        var wanted = (to - from) / Math.Max(1, most);
        var step = Array.Find(Steps, s => s >= wanted);
        if (step == 0)
        {
            step = Math.Ceiling(wanted / 86_400) * 86_400;
        }

        var ticks = new List<AxisTick>();
        var day = -1.0;
        for (var i = (long)Math.Ceiling((from / step) - 1e-4); i * step <= to + (step * 1e-4); i++)
        {
            var at = i * step;
            if (time.SinceStart)
            {
                ticks.Add(new AxisTick(at * 1_000, TimeMapping.Elapsed(at * 1e6, step < 0.1 ? 2 : step < 1 ? 1 : 0)));
                continue;
            }

            var text = Format(at, step);
            var today = Math.Floor(at / 86_400);
            if (today != day && step < 86_400)
            {
                text += "<br>" + Format(at, 86_400);
            }

            day = today;
            ticks.Add(new AxisTick(at * 1_000, text));
        }

        return ticks;
    }

    private static string Format(double seconds, double step)
        => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1_000)).ToString(
            step switch
            {
                < 0.1 => "HH:mm:ss.ff",
                < 1 => "HH:mm:ss.f",
                < 60 => "HH:mm:ss",
                < 86_400 => "HH:mm",
                _ => "yyyy-MM-dd",
            },
            CultureInfo.InvariantCulture);
}
