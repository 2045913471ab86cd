using System.Globalization;

namespace Damon.Model.Format;

/// <summary>Byte counts for people, in binary units.</summary>
public static class ByteSize
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary>Three significant digits at most: <c>4 KiB</c>, <c>1.5 MiB</c>, <c>256 MiB</c>.</summary>
    public static string Text(double bytes)
    {
        var unit = 0;
        var value = Math.Abs(bytes);
        while (value >= 1023.5 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        var format = unit == 0 || value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##";
        return (bytes < 0 ? "-" : "") + value.ToString(format, CultureInfo.InvariantCulture) + " " + Units[unit];
    }

    /// <summary>Up to <paramref name="most"/> + 1 round values from 0 to about <paramref name="max"/>, for an axis.</summary>
    public static IReadOnlyList<double> Ticks(double max, int most = 4)
    {
        if (!(max > 0))
        {
            return [0];
        }

        var step = 1.0;
        while (max / step > most)
        {
            step *= 2;
        }

        return [.. Enumerable.Range(0, (int)Math.Ceiling(max / step) + 1).Select(i => i * step)];
    }
}
