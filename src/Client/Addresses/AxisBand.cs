using Damon.Model.Addresses;

namespace Damon.Client.Addresses;

/// <summary>One contiguous piece of the address axis.</summary>
/// <param name="Range">Addresses shown.</param>
/// <param name="Bottom">Position of the lowest address on the axis, 0 .. 1.</param>
/// <param name="Top">Position one past the highest address, 0 .. 1.</param>
public readonly record struct AxisBand(AddressRange Range, double Bottom, double Top)
{
    /// <summary>Share of the axis, 0 .. 1.</summary>
    public double Height => Top - Bottom;
}
