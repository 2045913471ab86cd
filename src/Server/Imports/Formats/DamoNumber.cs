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
    private const decimal Beyond = 1e24m;

    private static readonly Dictionary<string, decimal> SizeUnits = new(StringComparer.Ordinal)
    {
        ["B"] = 1,
        ["K"] = 1L << 10,
        ["M"] = 1L << 20,
        ["G"] = 1L << 30,
        ["T"] = 1L << 40,
        ["P"] = 1L << 50,
        ["E"] = 1L << 60,
    };

    private static readonly Dictionary<string, decimal> TimeUnits = new(StringComparer.Ordinal)
    {
        ["ns"] = 1,
        ["us"] = 1_000,
        ["ms"] = 1_000_000,
        ["s"] = 1_000_000_000,
        ["m"] = 60_000_000_000,
        ["h"] = 3_600_000_000_000,
        ["d"] = 86_400_000_000_000,
    };

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

        return TryTerm(text, SizeUnits, 1, out var value) && TryTo(value, 0, ulong.MaxValue, out bytes);
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

            if (!TryTerm(Encoding.UTF8.GetBytes(term), TimeUnits, plainNs, out var value))
            {
                return false;
            }

            // A sign before several terms is that of all of them.
            sum += sum < 0 ? -value : value;
        }

        if (parts.Length == 0 || decimal.Abs(sum / resultNs) > long.MaxValue)
        {
            return false;
        }

        time = (long)(sum / resultNs);
        return true;
    }

    /// <summary>One number with a unit, or without one.</summary>
    private static bool TryTerm(ReadOnlySpan<byte> text, Dictionary<string, decimal> units, decimal plain, out decimal value)
    {
        value = 0;
        var cleaned = Clean(text);
        var letters = cleaned.Length;
        while (letters > 0 && char.IsAsciiLetter(cleaned[letters - 1]))
        {
            letters--;
        }

        var unit = cleaned[letters..];
        var factor = plain;
        if (unit.Length > 0 && !units.TryGetValue(unit, out factor) && !units.TryGetValue(Short(unit), out factor))
        {
            return false;
        }

        if (!TryDecimal(cleaned[..letters].TrimEnd(), out var number))
        {
            return false;
        }

        // Beyond any size or time there is, and below what a decimal can hold.
        if (decimal.Abs(number) > Beyond / factor)
        {
            return false;
        }

        value = number * factor;
        return true;
    }

    /// <summary>KB and KiB are K to damo.</summary>
    private static string Short(string unit) => unit.Length is 2 or 3 && unit[^1] == 'B' && (unit.Length == 2 || unit[1] == 'i') ? unit[..1] : "";

    private static string Clean(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text).Replace(",", "", StringComparison.Ordinal).Trim();

    private static bool TryDecimal(string text, out decimal value)
        => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value);

    private static bool TryTo(decimal value, decimal least, decimal most, out ulong result)
    {
        var fine = value >= least;
        result = fine ? (ulong)Math.Min(value, most) : 0;
        return fine;
    }
}
