using System.Globalization;
using Damon.Client.Heatmap;
using Damon.Contracts.Json;

namespace Damon.Client.Sessions;

/// <summary>The part of the view that the page's address holds: reload and share give the same picture.</summary>
public sealed record ViewSettings
{
    /// <summary>Lengths of time a live picture can show, microseconds.</summary>
    public static IReadOnlyList<long> Windows { get; } = [15_000_000, 60_000_000, 300_000_000];

    /// <summary>Colour scale.</summary>
    public ColourScale Scale { get; init; } = ColourScale.Sqrt;

    /// <summary>Colours.</summary>
    public ColourMap Map { get; init; } = ColourMap.Viridis;

    /// <summary>Time that a live picture shows, microseconds.</summary>
    public long WindowUs { get; init; } = 60_000_000;

    /// <summary>Index of the target shown.</summary>
    public int Target { get; init; }

    /// <summary>Left edge of a zoomed recording, Unix microseconds; null shows all of its time.</summary>
    public long? FromUs { get; init; }

    /// <summary>Right edge of a zoomed recording, Unix microseconds; null shows all of its time.</summary>
    public long? ToUs { get; init; }

    /// <summary>Lowest address of a zoomed view; null shows all.</summary>
    public ulong? Low { get; init; }

    /// <summary>One past the highest address of a zoomed view; null shows all.</summary>
    public ulong? High { get; init; }

    /// <summary>Reads an address's query; what is missing or wrong keeps its default.</summary>
    public static ViewSettings Parse(ViewQuery query) => Parse(query.Scale, query.Map, query.Window, query.Target) with
    {
        FromUs = query.From < query.To ? query.From : null,
        ToUs = query.From < query.To ? query.To : null,
        Low = HexAddressConverter.TryParse(query.Low, out var low) ? low : null,
        High = HexAddressConverter.TryParse(query.High, out var high) ? high : null,
    };

    private static ViewSettings Parse(string? scale, string? map, int? windowSeconds, int? target) => new()
    {
        Scale = Enum.TryParse<ColourScale>(scale, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : ColourScale.Sqrt,
        Map = ColourMap.Named(map),
        WindowUs = Windows.FirstOrDefault(w => w == windowSeconds * 1_000_000L, 60_000_000),
        Target = Math.Max(0, target ?? 0),
    };

    /// <summary>The query's values by name; null for those at their default.</summary>
    public IReadOnlyDictionary<string, object?> Query() => new Dictionary<string, object?>
    {
        ["scale"] = Scale == ColourScale.Sqrt ? null : Scale.ToString().ToLowerInvariant(),
        ["map"] = Map == ColourMap.Viridis ? null : Map.Name,
        ["window"] = WindowUs == 60_000_000 ? null : (WindowUs / 1_000_000).ToString(CultureInfo.InvariantCulture),
        ["target"] = Target == 0 ? null : Target.ToString(CultureInfo.InvariantCulture),
        ["from"] = FromUs?.ToString(CultureInfo.InvariantCulture),
        ["to"] = ToUs?.ToString(CultureInfo.InvariantCulture),
        ["low"] = Low is { } low ? HexAddressConverter.Format(low) : null,
        ["high"] = High is { } high ? HexAddressConverter.Format(high) : null,
    };
}
