using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.Viewports;

namespace Damon.Client.Charts;

/// <summary>Rectangles and lines over the picture, as Plotly's layout takes them.</summary>
public static class ChartShapes
{
    private const string Seam = "rgba(128,136,148,0.6)";
    private const double StripWidth = 0.012;
    private const string CutShade = "rgba(128,136,148,0.10)";

    /// <summary>Cuts of the axis, the selection, the beginning of the recording, and the play head with what lies after it veiled.</summary>
    public static void Write(Dictionary<string, object?> layout, ChartState now, ChartTheme theme)
    {
        var shapes = new List<object>();
        AddCuts(shapes, now, theme);
        AddPercentiles(shapes, now, theme);
        if (now.RecordedFromUs is { } began && began > now.View.FromUs && began < now.View.ToUs)
        {
            shapes.Add(Upright(now.Time.ToAxis(began), theme.Muted, "dash"));
        }

        if (now.Highlight is { } highlight)
        {
            AddHighlight(shapes, highlight, now, theme);
        }

        if (now.PlayheadUs is { } head)
        {
            AddPlayhead(shapes, now.Time.ToAxis(head), now, theme);
        }

        if (now.Selection is { } box)
        {
            // Dark dashes on a light line: seen on every colour.
            shapes.Add(Frame(now, box, "#ffffff", "solid"));
            shapes.Add(Frame(now, box, "#000000", "dash"));
        }

        layout["shapes"] = shapes;
    }

    private static void AddCuts(List<object> shapes, ChartState now, ChartTheme theme)
    {
        for (var i = 0; i + 1 < now.Axis.Bands.Count; i++)
        {
            // What reaches outside of the view would be drawn outside of the picture.
            var low = Math.Max(now.View.Bottom, now.Axis.Bands[i].Top);
            var high = Math.Min(now.View.Top, now.Axis.Bands[i + 1].Bottom);
            if (high == low)
            {
                shapes.Add(Across(low, Seam));
            }
            else if (high > low)
            {
                shapes.Add(Rectangle("paper", 0, 1, "y", low, high, theme.Panel, 1, "below"));
                shapes.Add(Rectangle("paper", 0, 1, "y", low, high, CutShade, 1, "below"));
            }
        }
    }

    private static void AddPercentiles(List<object> shapes, ChartState now, ChartTheme theme)
    {
        if (now.LineKind == LineKind.Memory && now.Lines.Percentiles is { Count: 21 } percentiles)
        {
            shapes.Add(Rectangle("paper", 0, 1, "y2", percentiles[5], percentiles[15], theme.Accent, 0.16, "below"));
            shapes.Add(new
            {
                type = "line",
                xref = "paper",
                yref = "y2",
                x0 = 0,
                x1 = 1,
                y0 = percentiles[10],
                y1 = percentiles[10],
                layer = "below",
                line = new { width = 1, color = theme.Accent, dash = "dash" },
            });
        }
    }

    // Everything else is veiled: less where some of it lies, and nobody can tell which part.
    private static void AddHighlight(List<object> shapes, PictureHighlight highlight, ChartState now, ChartTheme theme)
    {
        foreach (var (low, high, isHeld) in highlight.Veiled(now.View.Bottom, now.View.Top))
        {
            shapes.Add(Rectangle("paper", 0, 1, "y", low, high, theme.Panel, isHeld ? 0.45 : 0.8, "above"));
        }

        foreach (var held in highlight.Held)
        {
            var (low, high) = (Math.Max(now.View.Bottom, held.Bottom), Math.Min(now.View.Top, held.Top));
            if (high > low)
            {
                shapes.Add(Rectangle("paper", 1 - StripWidth, 1, "y", low, high, highlight.Colour, 1, "above"));
                shapes.Add(Rectangle("paper", 0, StripWidth / 2, "y", low, high, highlight.Colour, 1, "above"));
            }
        }
    }

    private static void AddPlayhead(List<object> shapes, double at, ChartState now, ChartTheme theme)
    {
        if (now.Time.ToAxis(now.VeilToUs) is var end && end > at)
        {
            shapes.Add(Rectangle("x", at, end, "paper", 0, 1, theme.Panel, now.Veil, "above"));
        }

        shapes.Add(Upright(at, theme.Ink, "solid"));
    }

    private static object Frame(ChartState now, ViewRange box, string colour, string dash) => new
    {
        type = "rect",
        xref = "x",
        yref = "y",
        x0 = now.Time.ToAxis(box.FromUs),
        x1 = now.Time.ToAxis(box.ToUs),
        y0 = Math.Max(now.View.Bottom, box.Bottom),
        y1 = Math.Min(now.View.Top, box.Top),
        layer = "above",
        line = new { width = 1.5, color = colour, dash },
    };

    private static object Across(double at, string colour) => new
    {
        type = "line",
        xref = "paper",
        yref = "y",
        x0 = 0,
        x1 = 1,
        y0 = at,
        y1 = at,
        layer = "below",
        line = new { width = 1, color = colour },
    };

    private static object Upright(double at, string colour, string dash) => new
    {
        type = "line",
        xref = "x",
        yref = "paper",
        x0 = at,
        x1 = at,
        y0 = 0,
        y1 = 1,
        layer = "above",
        line = new { width = 1.5, color = colour, dash },
    };

    private static object Rectangle(string xref, double x0, double x1, string yref, double y0, double y1, string colour, double opacity, string layer) => new
    {
        type = "rect",
        xref,
        yref,
        x0,
        x1,
        y0,
        y1,
        fillcolor = colour,
        opacity,
        layer,
        line = new { width = 0 },
    };
}
