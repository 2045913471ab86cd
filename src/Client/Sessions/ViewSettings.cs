using System.Globalization;
using Damon.Client.Heatmap;

namespace Damon.Client.Sessions;

/// <summary>The part of the view that the page's address holds: reload and share give the same picture.</summary>
public sealed record ViewSettings
{
    /// <summary>Lengths of time a live picture can show, microseconds.</summary>
    public static IReadOnlyList<long> Windows { get; } = [15_000_000, 60_000_000, 300_000_000];

    /// <summary>Colour scale.</summary>
    public ColourScale Scale { get; init; }

    /// <summary>Colours.</summary>
    public ColourMap Map { get; init; } = ColourMap.Viridis;

    /// <summary>Time that a live picture shows, microseconds.</summary>
    public long WindowUs { get; init; } = 60_000_000;

    /// <summary>Index of the target shown.</summary>
    public int Target { get; init; }

    /// <summary>Reads an address's query; what is missing or wrong keeps its default.</summary>
    public static ViewSettings Parse(string? scale, string? map, int? windowSeconds, int? target) => new()
    {
        Scale = Enum.TryParse<ColourScale>(scale, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : ColourScale.Linear,
        Map = ColourMap.Named(map),
        WindowUs = Windows.FirstOrDefault(w => w == windowSeconds * 1_000_000L, 60_000_000),
        Target = Math.Max(0, target ?? 0),
    };

    /// <summary>The query's values by name; null for those at their default.</summary>
    public IReadOnlyDictionary<string, object?> Query() => new Dictionary<string, object?>
    {
        ["scale"] = Scale == ColourScale.Linear ? null : Scale.ToString().ToLowerInvariant(),
        ["map"] = Map == ColourMap.Viridis ? null : Map.Name,
        ["window"] = WindowUs == 60_000_000 ? null : (WindowUs / 1_000_000).ToString(CultureInfo.InvariantCulture),
        ["target"] = Target == 0 ? null : Target.ToString(CultureInfo.InvariantCulture),
    };
}
