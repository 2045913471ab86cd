using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Damon.Server.Imports.Formats;

/// <summary>
/// Numbers as damo writes them: plain, with thousands commas, with units (<c>143.027 MiB</c>, <c>1 s 99 ms 978 us</c>), or
/// <c>max</c>. All of these are UTF-8, with or without blanks around them.
/// </summary>
internal static class DamoNumber
{
    private const decimal NanosecondsPerMicrosecond = 1_000;

    /// <summary>Bytes, or an address: 0 .. 2^64 - 1.</summary>
    public static bool TryBytes(ReadOnlySpan<byte> text, out ulong bytes)
    {
        if (TryPlain(text, out bytes))
        {
            return true;
        }

        if (text.SequenceEqual("max"u8))
        {
            bytes = ulong.MaxValue;
            return true;
        }

        return DamoUnits.TrySize(Clean(text), out var value) && TryTo(value, 0, ulong.MaxValue, out bytes);
    }

    /// <summary>A time in nanoseconds where it has no unit.</summary>
    public static bool TryNanoseconds(ReadOnlySpan<byte> text, out long ns) => TryTime(text, 1, 1, out ns);

    /// <summary>A time in microseconds where it has no unit; what is shorter than one is cut off.</summary>
    public static bool TryMicroseconds(ReadOnlySpan<byte> text, out long us) => TryTime(text, NanosecondsPerMicrosecond, NanosecondsPerMicrosecond, out us);

    /// <summary>A whole number, which may be negative; a fraction is cut off, and <c>max</c> and more are the largest there is.</summary>
    public static bool TryCount(ReadOnlySpan<byte> text, out long count)
    {
        if (TryPlain(text, out var plain))
        {
            count = (long)Math.Min(plain, (ulong)long.MaxValue);
            return true;
        }

        if (text.SequenceEqual("max"u8))
        {
            count = long.MaxValue;
            return true;
        }

        count = 0;
        if (!TryDecimal(Clean(text), out var value))
        {
            return false;
        }

        count = value >= long.MaxValue ? long.MaxValue : value <= long.MinValue ? long.MinValue : (long)value;
        return true;
    }

    /// <summary>A percentage, with its sign or without.</summary>
    public static bool TryPercent(ReadOnlySpan<byte> text, out double percent)
    {
        var cleaned = Clean(text);
        var fine = TryDecimal(cleaned.TrimEnd('%').TrimEnd(), out var value);
        percent = (double)value;
        return fine;
    }

    /// <summary>A share in 1/10,000; with a percent sign it is in percent.</summary>
    public static bool TryTenThousandths(ReadOnlySpan<byte> text, out int share)
    {
        share = 0;
        var cleaned = Clean(text);
        if (!TryDecimal(cleaned.TrimEnd('%').TrimEnd(), out var value) || value is < 0 or > 1_000_000)
        {
            return false;
        }

        share = (int)Math.Round(cleaned.EndsWith('%') ? value * 100 : value);
        return true;
    }

    /// <summary>A number of digits, with a sign, a point and an exponent where wanted.</summary>
    public static bool TryDecimal(string text, out decimal value)
        => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    // Nearly every number is of this kind, and there are a hundred million in a large file.
    private static bool TryPlain(ReadOnlySpan<byte> text, out ulong value)
    {
        if (Utf8Parser.TryParse(text, out value, out var used) && used == text.Length && text[0] != (byte)'+')
        {
            return true;
        }

        value = 0;
        var digits = 0;
        foreach (var letter in text)
        {
            if (letter is >= (byte)'0' and <= (byte)'9' && digits < 19)
            {
                value = (value * 10) + (uint)(letter - '0');
                digits++;
            }
            else if (letter != ',' || digits == 0)
            {
                return false;
            }
        }

        return digits > 0;
    }

    private static bool TryTime(ReadOnlySpan<byte> text, decimal plainNs, decimal resultNs, out long time)
    {
        time = 0;
        if (TryPlain(text, out var plain) && plainNs == resultNs)
        {
            time = (long)plain;
            return plain <= long.MaxValue;
        }

        if (text.SequenceEqual("max"u8))
        {
            time = long.MaxValue;
            return true;
        }

        var sum = 0m;
        var parts = Encoding.UTF8.GetString(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            // A unit may stand apart from its number.
            var term = parts[i];
            if (i + 1 < parts.Length && char.IsAsciiLetter(parts[i + 1][0]))
            {
                term += parts[++i];
            }

            if (!DamoUnits.TryTime(term.Replace(",", "", StringComparison.Ordinal), plainNs, out var value))
            {
                return false;
            }

            // A sign before several terms is that of all of them. Each of these is far below what a decimal can hold, and their sum must stay there.
            sum += sum < 0 ? -value : value;
            if (decimal.Abs(sum / resultNs) > long.MaxValue)
            {
                return false;
            }
        }

        if (parts.Length == 0)
        {
            return false;
        }

        time = (long)(sum / resultNs);
        return true;
    }

    private static string Clean(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Replace(",", "", StringComparison.Ordinal).Trim();

    private static bool TryTo(decimal value, decimal least, decimal most, out ulong result)
    {
        var fine = value >= least;
        result = fine ? (ulong)Math.Min(value, most) : 0;
        return fine;
    }
}
