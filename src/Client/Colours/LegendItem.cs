namespace Damon.Client.Colours;

/// <summary>One line of the legend beside the colour bar.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="Text">What it means.</param>
public sealed record LegendItem(LegendKind Kind, string Text)
{
    /// <summary>The lines that a picture needs.</summary>
    /// <param name="shading">How values become colours.</param>
    /// <param name="inferred">Whether inferred cells are visible.</param>
    public static IReadOnlyList<LegendItem> For(CellShading shading, bool inferred)
    {
        var items = new List<LegendItem> { new(LegendKind.Unknown, "unknown: not mapped, not recorded or not observable") };
        if (inferred)
        {
            items.Add(new(LegendKind.Inferred, "inferred from age, before the recording began"));
        }

        if (shading is { Automatic: true, MaxPercent: < 100 })
        {
            items.Add(new(LegendKind.Note, FullColour.Text));
        }

        if (shading.HidePercent > 0)
        {
            items.Add(new(LegendKind.Hidden, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"below {shading.HidePercent:0.###} %, not shown")));
        }

        return items;
    }
}
