using System.Collections.Specialized;
using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Contracts.Json;

namespace Damon.Client.Compare;

/// <summary>All that the page's address holds: reload, back and share give the same comparison.</summary>
public sealed record CompareSettings
{
    /// <summary>The first side.</summary>
    public SideSettings A { get; init; } = new();

    /// <summary>The second side.</summary>
    public SideSettings B { get; init; } = new();

    /// <summary>What is put on one height; null leaves it to the page.</summary>
    public AlignBy? By { get; init; }

    /// <summary>How access rates become colours; the difference follows but for its map.</summary>
    public CellShading Shading { get; init; } = new();

    /// <summary>Left edge of the view since the start of both ranges, microseconds; null shows all.</summary>
    public long? FromUs { get; init; }

    /// <summary>Right edge of the view since the start of both ranges, microseconds; null shows all.</summary>
    public long? ToUs { get; init; }

    /// <summary>Lowest address of a zoomed view on the common axis; null shows all.</summary>
    public ulong? Low { get; init; }

    /// <summary>One past the highest address of a zoomed view on the common axis; null shows all.</summary>
    public ulong? High { get; init; }

    /// <summary>The settings of one side.</summary>
    public SideSettings Of(CompareSide side) => side == CompareSide.A ? A : B;

    /// <summary>The same with other settings for one side.</summary>
    public CompareSettings With(CompareSide side, SideSettings settings) => side == CompareSide.A ? this with { A = settings } : this with { B = settings };

    /// <summary>The same without the view, which belongs to what was compared before.</summary>
    public CompareSettings Whole() => this with { FromUs = null, ToUs = null, Low = null, High = null };

    /// <summary>Reads an address's query; what is missing keeps its default, and so does what is wrong, with a sentence.</summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="notes">Takes the sentences.</param>
    public static CompareSettings Parse(string query, ICollection<string> notes)
    {
        var values = System.Web.HttpUtility.ParseQueryString(query);
        var read = new CompareSettings
        {
            A = Side(values, "a", notes),
            B = Side(values, "b", notes),
            By = Read(values, "by", Choice<AlignBy>, notes),
            Shading = new CellShading
            {
                Scale = Read(values, "scale", Choice<ColourScale>, notes) ?? ColourScale.Sqrt,
                Map = ColourMap.Named(values["map"]),
                MaxPercent = Read(values, "max", MostPercent, notes) ?? 100,
                HidePercent = Read(values, "hide", Percent, notes) ?? 0,
            },
            FromUs = Read(values, "from", RangeText.Parse, notes),
            ToUs = Read(values, "to", RangeText.Parse, notes),
            Low = Read(values, "low", Address, notes),
            High = Read(values, "high", Address, notes),
        };
        if (values["map"] is { Length: > 0 } map && read.Shading.Map.Name != map)
        {
            notes.Add(Sentence("map", map));
        }

        if (read is { FromUs: { } from, ToUs: { } to } && from >= to)
        {
            notes.Add("The address's view ends before it begins: all of the time is shown.");
            read = read with { FromUs = null, ToUs = null };
        }

        if (read is { Low: { } low, High: { } high } && low >= high)
        {
            notes.Add("The address's view has no height: all memory is shown.");
            read = read with { Low = null, High = null };
        }

        return read;
    }

    /// <summary>The query's values by name; null for those at their default.</summary>
    public IReadOnlyDictionary<string, object?> Query() => new Dictionary<string, object?>
    {
        ["a"] = A.Session.Length > 0 ? A.Session : null,
        ["b"] = B.Session.Length > 0 ? B.Session : null,
        ["atarget"] = A.Target > 0 ? A.Target.ToString(CultureInfo.InvariantCulture) : null,
        ["btarget"] = B.Target > 0 ? B.Target.ToString(CultureInfo.InvariantCulture) : null,
        ["afrom"] = Seconds(A.FromUs),
        ["ato"] = Seconds(A.ToUs),
        ["bfrom"] = Seconds(B.FromUs),
        ["bto"] = Seconds(B.ToUs),
        ["by"] = By?.ToString().ToLowerInvariant(),
        ["scale"] = Shading.Scale == ColourScale.Sqrt ? null : Shading.Scale.ToString().ToLowerInvariant(),
        ["map"] = Shading.Map == ColourMap.Viridis ? null : Shading.Map.Name,
        ["max"] = Shading.MaxPercent >= 100 ? null : Shading.MaxPercent.ToString(CultureInfo.InvariantCulture),
        ["hide"] = Shading.HidePercent <= 0 ? null : Shading.HidePercent.ToString(CultureInfo.InvariantCulture),
        ["from"] = Seconds(FromUs),
        ["to"] = Seconds(ToUs),
        ["low"] = Low is { } low ? HexAddressConverter.Format(low) : null,
        ["high"] = High is { } high ? HexAddressConverter.Format(high) : null,
    };

    private static SideSettings Side(NameValueCollection values, string name, ICollection<string> notes) => new()
    {
        Session = values[name] ?? "",
        Target = Read(values, name + "target", Index, notes) ?? 0,
        FromUs = Read(values, name + "from", RangeText.Parse, notes),
        ToUs = Read(values, name + "to", RangeText.Parse, notes),
    };

    private static T? Read<T>(NameValueCollection values, string name, Func<string, T?> parse, ICollection<string> notes)
        where T : struct
    {
        if (values[name] is not { Length: > 0 } text)
        {
            return null;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        notes.Add(Sentence(name, text));
        return null;
    }

    private static string Sentence(string name, string text) => $"The page's address says {name}={text}, which cannot be read; the default is used.";

    private static string? Seconds(long? us) => us is { } known ? RangeText.Seconds(known) : null;

    private static int? Index(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    private static double? Percent(string text)
        => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100 ? number : null;

    private static double? MostPercent(string text) => Percent(text) is > 0 and var most ? most : null;

    private static ulong? Address(string text) => HexAddressConverter.TryParse(text, out var address) ? address : null;

    private static T? Choice<T>(string text)
        where T : struct, Enum
        => !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
}
