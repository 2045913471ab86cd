using System.Collections.Specialized;
using System.Globalization;
using Damon.Client.Colours;
using Damon.Contracts.Json;
using Damon.Model.Binning;

namespace Damon.Client.PicturePages;

/// <summary>
/// Reads the query of a page's address. What is missing keeps its default, and so does what cannot be read, with a
/// sentence among <see cref="Notes"/>.
/// </summary>
/// <param name="query">With or without its question mark.</param>
public sealed class ViewQuery(string query)
{
    private const long LongestSeconds = 1_000_000_000;

    private readonly NameValueCollection _values = System.Web.HttpUtility.ParseQueryString(query);
    private readonly List<string> _notes = [];

    /// <summary>What could not be read, as sentences.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>A value as it stands there; null when it is missing.</summary>
    public string? this[string name] => _values[name];

    /// <summary>The values that <see cref="ReadShading"/> reads by name; null for those at their default.</summary>
    /// <param name="shading">How values become colours.</param>
    /// <param name="automatic">Whether full colour follows the screen where nothing is asked for.</param>
    public static IEnumerable<KeyValuePair<string, object?>> Of(CellShading shading, bool automatic = false) =>
    [
        new("colour", shading.Measure == CellMeasure.Rate ? null : Text(shading.Measure)),
        new("scale", shading.Scale == CellShading.UsualScale(shading.Measure) ? null : Text(shading.Scale)),
        new("map", shading.Map == ColourMap.Viridis ? null : shading.Map.Name),
        new("max", (automatic ? shading.Automatic : shading.Most == CellShading.UsualMost(shading.Measure)) ? null : shading.Most.ToString(CultureInfo.InvariantCulture)),
        new("hide", shading.HideBelow <= 0 ? null : shading.HideBelow.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <summary>The values that <see cref="ReadPart"/> reads by name; null for those at their default.</summary>
    /// <param name="part">The part.</param>
    /// <param name="time">Writes a time.</param>
    public static IEnumerable<KeyValuePair<string, object?>> Of(ViewPart part, Func<long, string> time) =>
    [
        new("from", part.FromUs is { } from ? time(from) : null),
        new("to", part.ToUs is { } to ? time(to) : null),
        new("low", part.Low is { } low ? HexAddressConverter.Format(low) : null),
        new("high", part.High is { } high ? HexAddressConverter.Format(high) : null),
    ];

    /// <summary>A choice as <see cref="Choice"/> reads it.</summary>
    public static string Text<T>(T choice)
        where T : struct, Enum
        => choice.ToString().ToLowerInvariant();

    /// <summary>Reads a name of an enumeration; null when it is none.</summary>
    public static T? Choice<T>(string text)
        where T : struct, Enum
        => !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;

    /// <summary>Reads a number of at least 0; null when it is none.</summary>
    public static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Reads a value; null when it is missing or cannot be read.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="parse">Reads it when it is there; null for what it cannot be.</param>
    public T? Read<T>(string name, Func<string, T?> parse)
        where T : struct
    {
        if (_values[name] is not { Length: > 0 } text)
        {
            return null;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        Unreadable(name, text);
        return null;
    }

    /// <summary>Reads how values become colours.</summary>
    /// <param name="automatic">Whether full colour follows the screen where nothing is asked for.</param>
    public CellShading ReadShading(bool automatic = false)
    {
        // Comparisons are of rates.
        var measure = automatic ? Read("colour", Choice<CellMeasure>) ?? CellMeasure.Rate : CellMeasure.Rate;
        var most = Read<double>("max", measure == CellMeasure.Idle ? MostSeconds : MostPercent);
        var shading = new CellShading
        {
            Measure = measure,
            Scale = Read("scale", Choice<ColourScale>) ?? CellShading.UsualScale(measure),
            Map = ColourMap.Named(_values["map"]),
            Most = most ?? CellShading.UsualMost(measure),
            Automatic = automatic && most is null,
            HideBelow = measure == CellMeasure.Idle ? 0 : Read("hide", Percent) ?? 0,
        };
        if (_values["map"] is { Length: > 0 } map && shading.Map.Name != map)
        {
            Unreadable("map", map);
        }

        return shading;
    }

    /// <summary>Reads which part is shown.</summary>
    /// <param name="time">Reads a time in microseconds; null when it is none.</param>
    public ViewPart ReadPart(Func<string, long?> time)
    {
        var part = new ViewPart(Read("from", time), Read("to", time), Read("low", Address), Read("high", Address));
        if (part.FromUs >= part.ToUs)
        {
            _notes.Add("The address's view ends before it begins: all of the time is shown.");
            part = part with { FromUs = null, ToUs = null };
        }

        if (part.Low >= part.High)
        {
            _notes.Add("The address's view has no height: all memory is shown.");
            part = part with { Low = null, High = null };
        }

        return part;
    }

    private static double? Percent(string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100 ? number : null;

    private static double? MostPercent(string text) => Percent(text) is > 0 and var most ? most : null;

    private static double? MostSeconds(string text) => Number(text) is > 0 and <= LongestSeconds and var most ? most : null;

    private static ulong? Address(string text) => HexAddressConverter.TryParse(text, out var address) ? address : null;

    private void Unreadable(string name, string text)
        => _notes.Add($"The page's address says {name}={text}, which cannot be read; the default is used.");
}
