using Plotly.Blazor;
using Plotly.Blazor.ConfigLib;
using Plotly.Blazor.LayoutLib;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;
using Plotly.Blazor.Traces.ScatterLib.MarkerLib;

namespace Damon.Client.Charts;

/// <summary>The plot as it is made: axes, colour bar and empty lines. What changes later comes from <see cref="ChartLayout"/>.</summary>
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

    /// <summary>Plotly's own behaviour: wheel zooms, the rest is driven from outside.</summary>
    public static Config Config() => new()
    {
        Responsive = true,
        ScrollZoom = Plotly.Blazor.ConfigLib.ScrollZoomFlag.True,
        DisplayModeBar = DisplayModeBarEnum.False,
        DisplayLogo = false,
        ShowTips = false,
        DoubleClick = DoubleClickEnum.False,
    };

    /// <summary>Axes and margins.</summary>
    public static Plotly.Blazor.Layout Layout() => new()
    {
        AutoSize = true,
        ShowLegend = false,
        HoverMode = HoverModeEnum.False,
        DragMode = DragModeEnum.Zoom,
        PaperBgColor = "rgba(0,0,0,0)",
        PlotBgColor = "rgba(0,0,0,0)",
        Margin = new Margin { L = ChartLayout.WideLeft, R = ChartLayout.WideRight, T = ChartLayout.WideTop, B = ChartLayout.Bottom },
        Font = new Plotly.Blazor.LayoutLib.Font { Family = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', sans-serif", Size = 11 },
        XAxis =
        [
            new XAxis
            {
                Anchor = "y",
                TickMode = Plotly.Blazor.LayoutLib.XAxisLib.TickModeEnum.Array,
                Ticks = Plotly.Blazor.LayoutLib.XAxisLib.TicksEnum.Outside,
                TickLen = 4,
                ShowGrid = false,
                ZeroLine = false,
                AutoRange = Plotly.Blazor.LayoutLib.XAxisLib.AutoRangeEnum.False,
            },
        ],
        YAxis =
        [
            new YAxis
            {
                Domain = [HeatmapFrom, 1m],
                Range = [0, 1],
                TickMode = Plotly.Blazor.LayoutLib.YAxisLib.TickModeEnum.Array,
                Ticks = Plotly.Blazor.LayoutLib.YAxisLib.TicksEnum.Outside,
                TickLen = 4,
                TickFont = new Plotly.Blazor.LayoutLib.YAxisLib.TickFont { Family = "ui-monospace, 'DejaVu Sans Mono', monospace", Size = 11 },
                ShowGrid = false,
                ZeroLine = false,
                AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.False,
            },
            new YAxis
            {
                Domain = [0m, 0.165m],
                Range = [0, 1],
                TickMode = Plotly.Blazor.LayoutLib.YAxisLib.TickModeEnum.Array,
                FixedRange = true,
                ShowGrid = true,
                ZeroLine = false,
                AutoRange = Plotly.Blazor.LayoutLib.YAxisLib.AutoRangeEnum.False,
            },
        ],
    };

    /// <summary>The colour bar's carrier, the two lines, and the band around the first.</summary>
    public static IList<ITrace> Traces() =>
    [
        new Scatter
        {
            Mode = ModeFlag.Markers,
            X = [0],
            Y = [-10],
            HoverInfo = HoverInfoFlag.Skip,
            Marker = new Plotly.Blazor.Traces.ScatterLib.Marker
            {
                Color = 0,
                CMin = 0,
                CMax = 1,
                ShowScale = true,
                ColorBar = new ColorBar
                {
                    Orientation = Plotly.Blazor.Traces.ScatterLib.MarkerLib.ColorBarLib.OrientationEnum.H,
                    X = 0,
                    XAnchor = Plotly.Blazor.Traces.ScatterLib.MarkerLib.ColorBarLib.XAnchorEnum.Left,
                    XPad = 0,
                    Y = 1.015m,
                    YAnchor = Plotly.Blazor.Traces.ScatterLib.MarkerLib.ColorBarLib.YAnchorEnum.Bottom,
                    YPad = 0,
                    LenMode = Plotly.Blazor.Traces.ScatterLib.MarkerLib.ColorBarLib.LenModeEnum.Pixels,
                    Len = 320,
                    Thickness = 11,
                    OutlineWidth = 0,
                },
            },
        },
        Line(new Plotly.Blazor.Traces.ScatterLib.Line { Width = 1.5m }, FillEnum.ToZeroY),
        Line(new Plotly.Blazor.Traces.ScatterLib.Line { Width = 1.5m, Dash = "dot" }),
        Line(new Plotly.Blazor.Traces.ScatterLib.Line { Width = 0 }, FillEnum.ToSelf),
    ];

    // One of the lines below the picture.
    private static Scatter Line(Plotly.Blazor.Traces.ScatterLib.Line line, FillEnum? fill = null) => new()
    {
        Mode = ModeFlag.Lines,
        YAxis = "y2",
        X = [],
        Y = [],
        HoverInfo = HoverInfoFlag.Skip,
        Fill = fill,
        Line = line,
    };
}
