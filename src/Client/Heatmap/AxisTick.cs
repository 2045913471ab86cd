namespace Damon.Client.Heatmap;

/// <summary>A label at a place of the address axis.</summary>
/// <param name="Position">0 .. 1.</param>
/// <param name="Text">What it says.</param>
public readonly record struct AxisTick(double Position, string Text);
