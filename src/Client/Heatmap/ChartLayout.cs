using System.Globalization;
using Damon.Client.Format;
using Damon.Contracts.Monitoring;

namespace Damon.Client.Heatmap;

/// <summary>What changes on the plot, as Plotly's relayout takes it: keys are paths into its layout.</summary>
public static class ChartLayout
{
    private const string CutShade = "rgba(128,136,148,0.10)";

    /// <summary>Visible time.</summary>
    public static void Time(Dictionary<string, object?> layout, double fromUs, double toUs, TimeMapping time, double widthPixels)
    {
        var ticks = TimeTicks.Choose(fromUs, toUs, (int)(widthPixels / 100), time);
        layout["xaxis.range"] = new[] { time.ToAxis(fromUs), time.ToAxis(toUs) };
        layout["xaxis.tickvals"] = ticks.Select(t => t.Position).ToArray();
        layout["xaxis.ticktext"] = ticks.Select(t => t.Text).ToArray();
    }

    /// <summary>Address labels, names, cuts and the play head.</summary>
    public static void Addresses(
        Dictionary<string, object?> layout,
        AddressAxis axis,
        IReadOnlyList<Mapping> mappings,
        ViewRange view,
        double heightPixels,
        ChartTheme theme)
    {
        var ticks = AddressTicks.Choose(axis, view.Bottom, view.Top, (int)(heightPixels / 26));
        layout["yaxis.range"] = new[] { view.Bottom, view.Top };
        layout["yaxis.tickvals"] = ticks.Select(t => t.Position).ToArray();
        layout["yaxis.ticktext"] = ticks.Select(t => t.Text).ToArray();
        layout["annotations"] = NameLabels.Choose(axis, mappings, view.Bottom, view.Top, (int)(heightPixels / 14))
            .Select(label => Name(label, theme))
            .Concat(Cuts(axis, view, heightPixels).Select(cut => CutText(cut.Position, cut.Size, theme)))
            .Concat(LineNames(theme))
            .ToArray();
    }

    /// <summary>Cuts as strips, and the play head with what lies after it veiled.</summary>
    /// <param name="layout">Where to write.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="view">The visible part: what reaches outside would be drawn outside of the picture.</param>
    /// <param name="playhead">Axis value of the play head; null when there is none.</param>
    /// <param name="veilTo">Axis value up to which the time after the play head is veiled; null for no veil.</param>
    /// <param name="veil">How much is hidden, 0 .. 1.</param>
    /// <param name="theme">Colours.</param>
    public static void Shapes(
        Dictionary<string, object?> layout, AddressAxis axis, ViewRange view, double? playhead, double? veilTo, double veil, ChartTheme theme)
    {
        var shapes = new List<object>();
        for (var i = 0; i + 1 < axis.Bands.Count; i++)
        {
            var low = Math.Max(view.Bottom, axis.Bands[i].Top);
            var high = Math.Min(view.Top, axis.Bands[i + 1].Bottom);
            if (high > low)
            {
                shapes.Add(Strip(low, high, theme.Panel));
                shapes.Add(Strip(low, high, CutShade));
            }
        }

        if (playhead is { } at)
        {
            if (veilTo is { } end && end > at)
            {
                shapes.Add(new
                {
                    type = "rect",
                    xref = "x",
                    yref = "paper",
                    x0 = at,
                    x1 = end,
                    y0 = 0,
                    y1 = 1,
                    fillcolor = theme.Panel,
                    opacity = veil,
                    layer = "above",
                    line = new { width = 0 },
                });
            }

            shapes.Add(new
            {
                type = "line",
                xref = "x",
                yref = "paper",
                x0 = at,
                x1 = at,
                y0 = 0,
                y1 = 1,
                layer = "above",
                line = new { width = 1.5, color = theme.Ink },
            });
        }

        layout["shapes"] = shapes;
    }

    /// <summary>The scale of the lines.</summary>
    /// <returns>The largest value of the axis, bytes.</returns>
    public static double Bytes(Dictionary<string, object?> layout, IReadOnlyList<LinePoint> points)
    {
        var max = points.Count == 0 ? 0 : points.Max(p => Math.Max(p.WorkingSet, p.Resident ?? 0));
        var ticks = ByteSize.Ticks(max, 3);
        var top = Math.Max(ticks[^1], max * 1.05);
        layout["yaxis2.range"] = new[] { 0, Math.Max(1, top) };
        layout["yaxis2.tickvals"] = ticks;
        layout["yaxis2.ticktext"] = ticks.Select(ByteSize.Text).ToArray();
        return top;
    }

    /// <summary>Colours of everything that has one.</summary>
    public static void Theme(Dictionary<string, object?> layout, ChartTheme theme)
    {
        layout["font.color"] = theme.Muted;
        foreach (var axis in new[] { "xaxis", "yaxis", "yaxis2" })
        {
            layout[axis + ".gridcolor"] = theme.Line;
            layout[axis + ".tickcolor"] = theme.Line;
            layout[axis + ".linecolor"] = theme.Line;
        }
    }

    /// <summary>The colour bar of a map and a scale, with what its values mean.</summary>
    public static PlotlyRestyle ColourBar(ColourMap map, ColourScale scale, ChartTheme theme)
    {
        var marks = scale == ColourScale.Linear ? new[] { 0, 20.0, 40, 60, 80, 100 }
            : scale == ColourScale.Sqrt ? [0, 1, 5, 10, 25, 50, 75, 100]
            : [0, 0.1, 1, 10, 100];
        return new PlotlyRestyle(
            new Dictionary<string, object?>
            {
                ["marker.colorscale"] = new[] { map.Stops().Select(s => new object[] { s.Place, s.Colour }).ToArray() },
                ["marker.colorbar.tickvals"] = new[] { marks.Select(m => CellCodes.Place(m, scale)).ToArray() },
                ["marker.colorbar.ticktext"] = new[] { marks.Select(m => m.ToString(CultureInfo.InvariantCulture)).ToArray() },
                ["marker.colorbar.tickmode"] = "array",
                ["marker.colorbar.title"] = new[]
                {
                    new { text = "accesses, % of samples, 0–100" + ScaleText(scale), side = "top", font = new { size = 11, color = theme.Ink } },
                },
            },
            [ChartSetup.ColourTrace]);
    }

    /// <summary>The lines of working set and resident size.</summary>
    public static IReadOnlyList<PlotlyRestyle> Lines(IReadOnlyList<LinePoint> points, TimeMapping time, ChartTheme theme)
    {
        var x = points.Select(p => time.ToAxis(p.Us)).ToArray();
        return
        [
            new PlotlyRestyle(
                new Dictionary<string, object?>
                {
                    ["x"] = new object[] { x, x },
                    ["y"] = new object[] { points.Select(p => (double?)p.WorkingSet).ToArray(), points.Select(p => (double?)p.Resident).ToArray() },
                    ["line.color"] = new[] { theme.Accent, theme.Resident },
                    ["fillcolor"] = new[] { theme.Accent + "30", null },
                },
                [ChartSetup.WorkingSetTrace, ChartSetup.ResidentTrace]),
        ];
    }

    private static string ScaleText(ColourScale scale) => scale switch
    {
        ColourScale.Sqrt => " (square-root scale)",
        ColourScale.Log => " (log scale)",
        _ => "",
    };

    // Of the cuts in view those that are high enough for a line of text.
    private static IEnumerable<(double Position, ulong Size)> Cuts(AddressAxis axis, ViewRange view, double heightPixels)
    {
        for (var i = 0; i + 1 < axis.Bands.Count; i++)
        {
            var (low, high) = (axis.Bands[i].Top, axis.Bands[i + 1].Bottom);
            var middle = (low + high) / 2;
            if (middle > view.Bottom && middle < view.Top && (high - low) / (view.Top - view.Bottom) * heightPixels >= 11)
            {
                yield return (middle, axis.Bands[i + 1].Range.Start - axis.Bands[i].Range.End);
            }
        }
    }

    private static object Strip(double low, double high, string colour) => new
    {
        type = "rect",
        xref = "paper",
        yref = "y",
        x0 = 0,
        x1 = 1,
        y0 = low,
        y1 = high,
        fillcolor = colour,
        layer = "below",
        line = new { width = 0 },
    };

    private static object Name(AxisTick label, ChartTheme theme) => new
    {
        xref = "paper",
        yref = "y",
        x = 1,
        y = label.Position,
        xanchor = "left",
        yanchor = "middle",
        xshift = 6,
        showarrow = false,
        text = Cut(label.Text),
        font = new { size = 11, color = theme.Ink },
    };

    private static object CutText(double position, ulong size, ChartTheme theme) => new
    {
        xref = "paper",
        yref = "y",
        x = 0.5,
        y = position,
        xanchor = "center",
        yanchor = "middle",
        showarrow = false,
        text = $"gap of {ByteSize.Text(size)} cut out",
        font = new { size = 10, color = theme.Muted },
    };

    private static IEnumerable<object> LineNames(ChartTheme theme)
    {
        yield return Label("working set", 0.06, theme.Accent);
        yield return Label("resident", 0.13, theme.Resident);

        static object Label(string text, double y, string color) => new
        {
            xref = "paper",
            yref = "paper",
            x = 1,
            y,
            xanchor = "left",
            yanchor = "middle",
            xshift = 6,
            showarrow = false,
            text = $"<b>{text}</b>",
            font = new { size = 11, color },
        };
    }

    // Plotly reads a small set of tags in its texts; a mapping's name is anything but.
    private static string Cut(string name)
    {
        var text = name.Length <= 20 ? name : name[..9] + "…" + name[^10..];
        return text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);
    }
}
