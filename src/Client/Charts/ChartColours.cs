using Damon.Client.Colours;
using Damon.Model.Binning;

namespace Damon.Client.Charts;

/// <summary>Colours of the plot, as Plotly takes them: the bar that says what a cell means, text and rules.</summary>
public static class ChartColours
{
    private const double Widest = 320;

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

    /// <summary>The colour bar, with what its values mean.</summary>
    /// <param name="shading">How values become colours.</param>
    /// <param name="title">What a value means.</param>
    /// <param name="width">Room for it, CSS pixels.</param>
    /// <param name="narrow">Whether there is no room beside it: its title stands above.</param>
    /// <param name="theme">Colours.</param>
    public static PlotlyRestyle Bar(CellShading shading, string title, double width, bool narrow, ChartTheme theme)
    {
        var marks = shading.Marks();
        return new PlotlyRestyle(
            new Dictionary<string, object?>
            {
                ["marker.colorscale"] = new[] { shading.Stops().Select(s => new object[] { s.Place, s.Colour }).ToArray() },
                ["marker.colorbar.tickvals"] = new[] { marks.Select(shading.Place).ToArray() },
                ["marker.colorbar.ticktext"] = new[] { marks.Select((mark, i) => Text(mark, shading, i == marks.Count - 1)).ToArray() },
                ["marker.colorbar.tickmode"] = "array",
                ["marker.colorbar.len"] = Math.Min(Widest, width),
                ["marker.colorbar.title"] = new[] { new { text = narrow ? Title(shading, title, width < Widest) : "", side = "top", font = new { size = 11, color = theme.Ink } } },
            },
            [ChartSetup.ColourTrace]);
    }

    /// <summary>The bar's title where it stands beside it: Plotly would take the room for it from the bar.</summary>
    public static object TitleBeside(CellShading shading, string title, double width, ChartTheme theme) => new
    {
        xref = "paper",
        yref = "paper",
        x = 0,
        y = 1,
        xanchor = "left",
        yanchor = "bottom",
        xshift = Math.Min(Widest, width) + 26,
        yshift = 8,
        showarrow = false,
        text = Title(shading, title, isShort: false),
        font = new { size = 11, color = theme.Ink },
    };

    /// <summary>The range of values in words.</summary>
    public static string Range(CellShading shading)
    {
        var most = shading.Text(shading.Most);
        return shading.Difference ? $"−{most} … +{most}" : $"0–{most}";
    }

    private static string Title(CellShading shading, string title, bool isShort) => $"{title}, {Range(shading)}{(isShort ? "" : ScaleText(shading.Scale))}";

    private static string Text(double mark, CellShading shading, bool last)
        => (shading.Difference && mark > 0 ? "+" : "") + shading.Text(mark) + (last && (shading.Most < 100 || shading.Measure == CellMeasure.Idle) ? "+" : "");

    private static string ScaleText(ColourScale scale) => scale switch
    {
        ColourScale.Sqrt => " (square-root scale)",
        ColourScale.Log => " (log scale)",
        _ => "",
    };
}
