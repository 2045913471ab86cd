namespace Damon.Client.Addresses;

/// <summary>A label at a place of an axis.</summary>
/// <param name="Position">Value on the axis; for addresses 0 .. 1.</param>
/// <param name="Text">What it says.</param>
public readonly record struct AxisTick(double Position, string Text);
