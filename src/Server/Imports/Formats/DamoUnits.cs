namespace Damon.Server.Imports.Formats;

/// <summary>A number with one of damo's units, or without one; commas are gone already.</summary>
internal static class DamoUnits
{
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

    /// <summary>A size in bytes, where it has no unit.</summary>
    public static bool TrySize(string text, out decimal bytes) => TryTerm(text, SizeUnits, 1, out bytes);

    /// <summary>A time in nanoseconds.</summary>
    /// <param name="text">A number and a unit, without a blank between.</param>
    /// <param name="plain">Nanoseconds of 1 without a unit.</param>
    /// <param name="ns">The time.</param>
    public static bool TryTime(string text, decimal plain, out decimal ns) => TryTerm(text, TimeUnits, plain, out ns);

    /// <summary>One number with a unit, or without one.</summary>
    private static bool TryTerm(string cleaned, Dictionary<string, decimal> units, decimal plain, out decimal value)
    {
        value = 0;
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

        if (!DamoNumber.TryDecimal(cleaned[..letters].TrimEnd(), out var number))
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
}
