namespace Damon.Client.Charts;

/// <summary>
/// The plot as it is made: axes, colour bar and empty lines, as Plotly takes them. What changes later comes from
/// <see cref="ChartLayout"/>.
/// </summary>
/// <remarks>
/// Plain dictionaries: to learn the hundreds of members of the classes that Plotly.Blazor has for the same takes a browser
/// longer than to draw the plot.
/// </remarks>
public static class ChartSetup
{
    /// <summary>Index of the trace that carries the colour bar.</summary>
    public const int ColourTrace = 0;

    /// <summary>Index of the filled line.</summary>
    public const int FirstLineTrace = 1;

    /// <summary>Index of the dotted line.</summary>
    public const int SecondLineTrace = 2;

    /// <summary>Index of the band around the filled line.</summary>
    public const int BandTrace = 3;

    /// <summary>Where the heatmap begins in the height of the plot; the times stand between it and the lines.</summary>
    public const double HeatmapFrom = 0.22;

    private const string Clear = "rgba(0,0,0,0)";

    /// <summary>Plotly's own behaviour: wheel zooms, the rest is driven from outside.</summary>
    public static IReadOnlyDictionary<string, object?> Config { get; } = new Dictionary<string, object?>
    {
        ["responsive"] = true,
        ["scrollZoom"] = true,
        ["displayModeBar"] = false,
        ["displaylogo"] = false,
        ["showTips"] = false,
        ["doubleClick"] = false,

        // Plotly writes the page's address of now into every reference to a clip path or gradient, because old browsers
        // resolved them against the base address. Ours changes with the view, and the references would point nowhere.
        ["_baseUrl"] = "",
    };

    /// <summary>Axes and margins.</summary>
    public static IReadOnlyDictionary<string, object?> Layout { get; } = new Dictionary<string, object?>
    {
        ["autosize"] = true,
        ["showlegend"] = false,
        ["hovermode"] = false,
        ["dragmode"] = "zoom",
        ["paper_bgcolor"] = Clear,
        ["plot_bgcolor"] = Clear,
        ["margin"] = new Dictionary<string, object?> { ["l"] = ChartLayout.WideLeft, ["r"] = ChartLayout.WideRight, ["t"] = ChartLayout.WideTop, ["b"] = ChartLayout.Bottom },
        ["font"] = Font("system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif"),
        ["xaxis"] = Axis(new Dictionary<string, object?> { ["anchor"] = "y", ["ticks"] = "outside", ["ticklen"] = 4 }),
        ["yaxis"] = Axis(new Dictionary<string, object?>
        {
            ["domain"] = new[] { HeatmapFrom, 1 },
            ["range"] = new[] { 0, 1 },
            ["ticks"] = "outside",
            ["ticklen"] = 4,
            ["tickfont"] = Font("ui-monospace, 'DejaVu Sans Mono', monospace"),
        }),
        ["yaxis2"] = Axis(new Dictionary<string, object?>
        {
            ["domain"] = new[] { 0, 0.165 },
            ["range"] = new[] { 0, 1 },
            ["fixedrange"] = true,
            ["showgrid"] = true,
        }),
    };

    /// <summary>The colour bar's carrier, the two lines, and the band around the first.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, object?>> Traces { get; } =
    [
        new Dictionary<string, object?>
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = new[] { 0 },
            ["y"] = new[] { -10 },
            ["hoverinfo"] = "skip",
            ["marker"] = new Dictionary<string, object?>
            {
                ["color"] = 0,
                ["cmin"] = 0,
                ["cmax"] = 1,
                ["showscale"] = true,
                ["colorbar"] = new Dictionary<string, object?>
                {
                    ["orientation"] = "h",
                    ["x"] = 0,
                    ["xanchor"] = "left",
                    ["xpad"] = 0,
                    ["y"] = 1.015,
                    ["yanchor"] = "bottom",
                    ["ypad"] = 0,
                    ["lenmode"] = "pixels",
                    ["len"] = 320,
                    ["thickness"] = 11,
                    ["outlinewidth"] = 0,

                    // As it will be, so that the heatmap has its height from the beginning.
                    ["title"] = new Dictionary<string, object?> { ["text"] = "", ["side"] = "top", ["font"] = new Dictionary<string, object?> { ["size"] = 11 } },
                    ["tickmode"] = "array",
                    ["tickvals"] = new[] { 0, 1 },
                    ["ticktext"] = new[] { "0", "100" },
                },
            },
        },
        Line(1.5, null, "tozeroy"),
        Line(1.5, "dot", "none"),
        Line(0, null, "toself"),
    ];

    private static Dictionary<string, object?> Font(string family) => new() { ["family"] = family, ["size"] = 11 };

    private static Dictionary<string, object?> Axis(Dictionary<string, object?> own)
    {
        // Labels have their room at the sides, so that none must be measured whether it fits: that takes longer than to draw it.
        foreach (var (key, value) in new Dictionary<string, object?>
        {
            ["tickmode"] = "array",
            ["showgrid"] = false,
            ["zeroline"] = false,
            ["autorange"] = false,
            ["ticklabeloverflow"] = "allow",
        })
        {
            own.TryAdd(key, value);
        }

        return own;
    }

    // One of the lines below the picture.
    private static Dictionary<string, object?> Line(double width, string? dash, string fill) => new()
    {
        ["type"] = "scatter",
        ["mode"] = "lines",
        ["yaxis"] = "y2",
        ["x"] = Array.Empty<double>(),
        ["y"] = Array.Empty<double>(),
        ["hoverinfo"] = "skip",
        ["fill"] = fill,
        ["line"] = new Dictionary<string, object?> { ["width"] = width, ["dash"] = dash ?? "solid" },
    };
}
