using System.Globalization;
using Damon.Client.Colours;

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
    /// <param name="theme">Colours.</param>
    public static PlotlyRestyle Bar(CellShading shading, string title, double width, ChartTheme theme)
    {
        var marks = shading.Marks();
        return new PlotlyRestyle(
            new Dictionary<string, object?>
            {
                ["marker.colorscale"] = new[] { shading.Map.Stops().Select(s => new object[] { s.Place, s.Colour }).ToArray() },
                ["marker.colorbar.tickvals"] = new[] { marks.Select(shading.Place).ToArray() },
                ["marker.colorbar.ticktext"] = new[] { marks.Select((mark, i) => Text(mark, shading, i == marks.Count - 1)).ToArray() },
                ["marker.colorbar.tickmode"] = "array",
                ["marker.colorbar.len"] = Math.Min(Widest, width),
                ["marker.colorbar.title"] = new[]
                {
                    new { text = $"{title}, {Range(shading)}{(width < Widest ? "" : ScaleText(shading.Scale))}", side = "top", font = new { size = 11, color = theme.Ink } },
                },
            },
            [ChartSetup.ColourTrace]);
    }

    /// <summary>The range of values in words.</summary>
    public static string Range(CellShading shading)
    {
        var most = Number(shading.MaxPercent);
        return shading.Difference ? $"−{most} … +{most}" : $"0–{most}";
    }

    private static string Text(double mark, CellShading shading, bool last)
        => (shading.Difference && mark > 0 ? "+" : "") + Number(mark) + (last && shading.MaxPercent < 100 ? "+" : "");

    private static string Number(double value)
        => value.ToString(Math.Abs(value) >= 10 ? "0.#" : "0.###", CultureInfo.InvariantCulture).Replace('-', '−');

    private static string ScaleText(ColourScale scale) => scale switch
    {
        ColourScale.Sqrt => " (square-root scale)",
        ColourScale.Log => " (log scale)",
        _ => "",
    };
}
