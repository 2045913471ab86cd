using Damon.Contracts.Json;

namespace Damon.Client.Addresses;

/// <summary>Hexadecimal labels of the address axis: each visible band's lowest address and round addresses above it.</summary>
public static class AddressTicks
{
    /// <summary>Chooses labels.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="bottom">Lowest visible position.</param>
    /// <param name="top">Highest visible position.</param>
    /// <param name="most">About how many labels fit below each other.</param>
    /// <param name="text">What to call an address, null for no label; null for the address itself.</param>
    public static IReadOnlyList<AxisTick> Choose(AddressAxis axis, double bottom, double top, int most, Func<ulong, string?>? text = null)
    {
        var distance = (top - bottom) / Math.Max(2, most);
        var ticks = new List<AxisTick>();
        foreach (var band in axis.Bands)
        {
            var (low, high) = (Math.Max(bottom, band.Bottom), Math.Min(top, band.Top));
            if (high > low)
            {
                AddBand(ticks, band, low, high, distance, text);
            }
        }

        return ticks;
    }

    private static void AddBand(List<AxisTick> ticks, AxisBand band, double low, double high, double distance, Func<ulong, string?>? text)
    {
        var first = AddressAxis.AddressWithin(band, low);
        var last = AddressAxis.AddressWithin(band, high);
        var before = ticks.Count;

        // Addresses of another axis are not round here anyway: steps from the band's beginning are as good.
        var origin = text is null ? 0 : band.Range.Start;
        if (low <= band.Bottom)
        {
            Add(first, low);
        }

        var step = Step();
        for (var address = origin + Above(first - origin, step); address < last; address += step)
        {
            Add(address, band.Bottom + Height(address - band.Range.Start));
        }

        if (ticks.Count == before && high - low > distance / 2)
        {
            // Nothing round is visible: name the lowest page that is.
            Add((first + 4095) / 4096 * 4096, low);
        }

        ulong Step()
        {
            var size = 4096UL;
            while (size < 1UL << 62 && Height(size) < distance)
            {
                size <<= 1;
            }

            return size;
        }

        double Height(ulong bytes) => band.Height * (bytes / (double)band.Range.Size);

        void Add(ulong address, double position)
        {
            var label = text is null ? HexAddressConverter.Format(address) : text(address);
            if (label is not null && (ticks.Count == 0 || position - ticks[^1].Position >= distance * 0.8))
            {
                ticks.Add(new AxisTick(position, label));
            }
        }
    }

    private static ulong Above(ulong address, ulong step) => ((address / step) + 1) * step;
}
