using System.Globalization;
using Damon.Client.Colours;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.PicturePages;

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

    /// <summary>The part shown.</summary>
    public ViewPart Part => new(FromUs, ToUs, Low, High);

    /// <summary>Whether two ranges of one recording are compared without saying which: its halves.</summary>
    public bool Halves => A.Session == B.Session && A.Target == B.Target && !A.HasRange && !B.HasRange;

    /// <summary>The same with another part shown; the default for all.</summary>
    public CompareSettings Showing(ViewPart part) => this with { FromUs = part.FromUs, ToUs = part.ToUs, Low = part.Low, High = part.High };

    /// <summary>Reads an address's query; what is missing keeps its default, and so does what is wrong, with a sentence.</summary>
    /// <param name="query">With or without its question mark.</param>
    /// <param name="notes">Takes the sentences.</param>
    public static CompareSettings Parse(string query, ICollection<string> notes)
    {
        var values = new ViewQuery(query);
        var (a, b) = (Side(values, "a"), Side(values, "b"));
        var by = values.Read("by", ViewQuery.Choice<AlignBy>);
        var shading = values.ReadShading();
        var part = values.ReadPart(RangeText.Parse);
        foreach (var note in values.Notes)
        {
            notes.Add(note);
        }

        return new CompareSettings { A = a, B = b, By = by, Shading = shading }.Showing(part);
    }

    /// <summary>The query's values by name; null for those at their default.</summary>
    public IReadOnlyDictionary<string, object?> Query() => new Dictionary<string, object?>(
    [
        new("a", A.Session.Length > 0 ? A.Session : null),
        new("b", B.Session.Length > 0 ? B.Session : null),
        new("atarget", Target(A)),
        new("btarget", Target(B)),
        new("afrom", Seconds(A.FromUs)),
        new("ato", Seconds(A.ToUs)),
        new("bfrom", Seconds(B.FromUs)),
        new("bto", Seconds(B.ToUs)),
        new("by", By is { } by ? ViewQuery.Text(by) : null),
        .. ViewQuery.Of(Shading),
        .. ViewQuery.Of(Part, RangeText.Seconds),
    ]);

    private static SideSettings Side(ViewQuery values, string name) => new()
    {
        Session = values[name] ?? "",
        Target = values.Read(name + "target", Index) ?? 0,
        FromUs = values.Read(name + "from", RangeText.Parse),
        ToUs = values.Read(name + "to", RangeText.Parse),
    };

    private static string? Target(SideSettings side) => side.Target > 0 ? side.Target.ToString(CultureInfo.InvariantCulture) : null;

    private static string? Seconds(long? us) => us is { } known ? RangeText.Seconds(known) : null;

    private static int? Index(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
