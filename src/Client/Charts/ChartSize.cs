namespace Damon.Client.Charts;

/// <summary>What room the browser gives the plot, CSS pixels.</summary>
/// <param name="Width">Width of the heatmap.</param>
/// <param name="Height">Height of the heatmap.</param>
/// <param name="Whole">Width of the plot with its margins.</param>
public sealed record ChartSize(double Width, double Height, double Whole);
