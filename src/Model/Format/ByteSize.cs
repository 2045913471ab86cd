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

    /// <summary>Reads what <see cref="Text"/> writes, also in short: <c>256 MiB</c>, <c>256M</c>, <c>1.5 gb</c>; units are binary, as those of limits are.</summary>
    /// <param name="text">Such as <c>256 MiB</c>; a number alone is bytes.</param>
    /// <param name="bytes">Bytes, not negative.</param>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        var trimmed = (text ?? "").Trim();
        var number = trimmed.TrimEnd([.. "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ "]);
        var word = trimmed[number.Length..].Trim();
        var unit = word.Length == 0 ? 0 : Array.FindIndex(Units, known => Names(known).Contains(word, StringComparer.OrdinalIgnoreCase));
        if (unit < 0 || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value * Math.Pow(1024, unit) is var found && found >= long.MaxValue)
        {
            return false;
        }

        bytes = (long)Math.Round(found);
        return true;
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

    // MiB, MB and M alike.
    private static string[] Names(string unit) => unit.Length == 1 ? [unit] : [unit, unit[..1], unit[..1] + "B"];
}
