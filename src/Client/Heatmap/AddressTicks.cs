using Damon.Contracts.Json;

namespace Damon.Client.Heatmap;

/// <summary>Hexadecimal labels of the address axis: each visible band's lowest address and round addresses above it.</summary>
public static class AddressTicks
{
    /// <summary>Chooses labels.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="bottom">Lowest visible position.</param>
    /// <param name="top">Highest visible position.</param>
    /// <param name="most">About how many labels fit below each other.</param>
    public static IReadOnlyList<AxisTick> Choose(AddressAxis axis, double bottom, double top, int most)
    {
        var distance = (top - bottom) / Math.Max(2, most);
        var ticks = new List<AxisTick>();
        foreach (var band in axis.Bands)
        {
            var (low, high) = (Math.Max(bottom, band.Bottom), Math.Min(top, band.Top));
            if (high > low)
            {
                AddBand(ticks, band, low, high, distance);
            }
        }

        return ticks;
    }

    private static void AddBand(List<AxisTick> ticks, AxisBand band, double low, double high, double distance)
    {
        var first = AddressAxis.AddressWithin(band, low);
        var last = AddressAxis.AddressWithin(band, high);
        if (Free(low))
        {
            ticks.Add(new AxisTick(low, HexAddressConverter.Format(first)));
        }

        var step = 4096UL;
        while (step < 1UL << 62 && Height(step) < distance)
        {
            step <<= 1;
        }

        for (var address = (first / step + 1) * step; address < last; address += step)
        {
            var position = band.Bottom + Height(address - band.Range.Start);
            if (Free(position))
            {
                ticks.Add(new AxisTick(position, HexAddressConverter.Format(address)));
            }
        }

        double Height(ulong bytes) => band.Height * (bytes / (double)band.Range.Size);

        bool Free(double position) => ticks.Count == 0 || position - ticks[^1].Position >= distance * 0.8;
    }
}
