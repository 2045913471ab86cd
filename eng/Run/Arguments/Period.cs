using System.Globalization;

namespace Damon.Run.Arguments;

/// <summary>Lengths of time as people type them.</summary>
internal static class Period
{
    /// <summary>Reads <c>30s</c>, <c>5m</c>, <c>1.5h</c> or plain seconds; null when it is none of these.</summary>
    public static TimeSpan? Read(string text)
    {
        var digits = text.TrimEnd("abcdefghijklmnopqrstuvwxyz".ToCharArray());
        double? unit = text[digits.Length..] switch
        {
            "" or "s" => 1,
            "m" or "min" => 60,
            "h" => 3_600,
            _ => null,
        };
        return unit is { } seconds
            && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * seconds < TimeSpan.MaxValue.TotalSeconds
            ? TimeSpan.FromSeconds(number * seconds)
            : null;
    }
}
