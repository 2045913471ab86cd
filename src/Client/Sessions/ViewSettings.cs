using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.Tables.Mappings;
using Damon.Contracts.Json;

namespace Damon.Client.Sessions;

/// <summary>The part of the view that the page's address holds: reload, back and share give the same picture.</summary>
public sealed record ViewSettings
{
    private const long Second = 1_000_000;

    /// <summary>Lengths of time a live picture can show, microseconds.</summary>
    public static IReadOnlyList<long> Windows { get; } = [15 * Second, 60 * Second, 300 * Second, 900 * Second, 3_600 * Second];

    /// <summary>How values become colours.</summary>
    public CellShading Shading { get; init; } = new();

    /// <summary>What the lines show.</summary>
    public LineKind Lines { get; init; }

    /// <summary>Time that a live picture shows, microseconds.</summary>
    public long WindowUs { get; init; } = 60 * Second;

    /// <summary>Index of the target shown.</summary>
    public int Target { get; init; }

    /// <summary>Memory not accessed for this long counts as idle, seconds.</summary>
    public int IdleSeconds { get; init; } = IdleThresholds.Default;

    /// <summary>Left edge of the view, Unix microseconds; null follows a running session, and shows all of a recording.</summary>
    public long? FromUs { get; init; }

    /// <summary>Right edge of the view, Unix microseconds; null as for <see cref="FromUs"/>.</summary>
    public long? ToUs { get; init; }

    /// <summary>Lowest address of a zoomed view; null shows all.</summary>
    public ulong? Low { get; init; }

    /// <summary>One past the highest address of a zoomed view; null shows all.</summary>
    public ulong? High { get; init; }

    /// <summary>Play head, Unix microseconds; null at the end.</summary>
    public long? AtUs { get; init; }

    /// <summary>The selection's times and addresses; null when nothing is selected.</summary>
    public SelectedArea? Selection { get; init; }

    /// <summary>Reads an address's query; what is missing or wrong keeps its default.</summary>
    /// <param name="query">With or without its question mark.</param>
    public static ViewSettings Parse(string query)
    {
        var values = System.Web.HttpUtility.ParseQueryString(query);
        var defaults = new ViewSettings();
        var (from, to) = (Number(values["from"]), Number(values["to"]));
        return new ViewSettings
        {
            Shading = defaults.Shading with
            {
                Scale = Choice(values["scale"], ColourScale.Sqrt),
                Map = ColourMap.Named(values["map"]),
                MaxPercent = Percent(values["max"]) is > 0 and var most ? most : 100,
                HidePercent = Percent(values["hide"]) ?? 0,
            },
            Lines = Choice(values["line"], LineKind.Memory),
            WindowUs = Windows.FirstOrDefault(w => w == Number(values["window"]) * Second, defaults.WindowUs),
            Target = (int)Math.Clamp(Number(values["target"]) ?? 0, 0, 1_000),
            IdleSeconds = IdleThresholds.Choices.FirstOrDefault(s => s == Number(values["idle"]), defaults.IdleSeconds),
            FromUs = from < to ? from : null,
            ToUs = from < to ? to : null,
            Low = Address(values["low"]),
            High = Address(values["high"]),
            AtUs = Number(values["at"]),
            Selection = SelectedArea.Parse(values["select"]),
        };
    }

    /// <summary>The query's values by name; null for those at their default.</summary>
    public IReadOnlyDictionary<string, object?> Query()
    {
        var defaults = new ViewSettings();
        return new Dictionary<string, object?>
        {
            ["scale"] = Shading.Scale == ColourScale.Sqrt ? null : Shading.Scale.ToString().ToLowerInvariant(),
            ["map"] = Shading.Map == ColourMap.Viridis ? null : Shading.Map.Name,
            ["max"] = Shading.MaxPercent >= 100 ? null : Shading.MaxPercent.ToString(CultureInfo.InvariantCulture),
            ["hide"] = Shading.HidePercent <= 0 ? null : Shading.HidePercent.ToString(CultureInfo.InvariantCulture),
            ["line"] = Lines == LineKind.Memory ? null : Lines.ToString().ToLowerInvariant(),
            ["window"] = WindowUs == defaults.WindowUs ? null : Text(WindowUs / Second),
            ["target"] = Target == 0 ? null : Text(Target),
            ["idle"] = IdleSeconds == defaults.IdleSeconds ? null : Text(IdleSeconds),
            ["from"] = Text(FromUs),
            ["to"] = Text(ToUs),
            ["low"] = Low is { } low ? HexAddressConverter.Format(low) : null,
            ["high"] = High is { } high ? HexAddressConverter.Format(high) : null,
            ["at"] = Text(AtUs),
            ["select"] = Selection?.ToString(),
        };
    }

    private static T Choice<T>(string? text, T otherwise)
        where T : struct, Enum
        => Enum.TryParse<T>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : otherwise;

    private static long? Number(string? text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static double? Percent(string? text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100 ? number : null;

    private static ulong? Address(string? text) => HexAddressConverter.TryParse(text, out var address) ? address : null;

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
