using Damon.Client.Colours;

namespace Damon.Client.Charts;

/// <summary>What the browser tells of the plot when drawing begins.</summary>
/// <param name="Theme">Colours of the page.</param>
/// <param name="Width">Width of the heatmap, CSS pixels.</param>
/// <param name="Height">Height of the heatmap, CSS pixels.</param>
/// <param name="Whole">Width of the plot with its margins, CSS pixels.</param>
public sealed record ChartAttachment(ChartTheme Theme, double Width, double Height, double Whole);
