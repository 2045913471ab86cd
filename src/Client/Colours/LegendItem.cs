using Damon.Model.Binning;

namespace Damon.Client.Colours;

/// <summary>One line of the legend beside the colour bar.</summary>
/// <param name="Kind">What it looks like.</param>
/// <param name="Text">What it means.</param>
public sealed record LegendItem(LegendKind Kind, string Text)
{
    /// <summary>The lines that a picture needs.</summary>
    /// <param name="shading">How values become colours.</param>
    /// <param name="inferred">Whether inferred cells are visible.</param>
    /// <param name="awaited">Whether cells are visible that are recorded, and not here yet.</param>
    public static IReadOnlyList<LegendItem> For(CellShading shading, bool inferred, bool awaited = false)
    {
        var items = new List<LegendItem> { new(LegendKind.Unknown, "unknown: not mapped, not recorded or not observable") };
        if (inferred)
        {
            items.Add(new(LegendKind.Inferred, "inferred from age, before the recording began"));
        }

        if (awaited)
        {
            items.Add(new(LegendKind.Awaited, "recorded, and on its way to this page"));
        }

        if (shading.Measure == CellMeasure.Touched)
        {
            items.Add(new(LegendKind.Note, "share of the memory accessed within an aggregation interval, estimated from samples"));
        }
        else if (shading.Measure == CellMeasure.Idle)
        {
            items.Add(new(LegendKind.Note, "time without an access seen, of regions: a cell is their mean, and accesses too few to be seen do not end it"));
        }

        if (shading.Automatic && (shading.Most < 100 || shading.Measure == CellMeasure.Idle))
        {
            items.Add(new(LegendKind.Note, FullColour.Text(shading.Measure)));
        }

        if (shading.HideBelow > 0)
        {
            items.Add(new(LegendKind.Hidden, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"below {shading.HideBelow:0.###} %, not shown")));
        }

        return items;
    }
}
