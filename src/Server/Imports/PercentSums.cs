using System.Runtime.InteropServices;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>What the percentages of a snapshot's regions, beside their counts, say of the number of samples.</summary>
/// <param name="Samples">The number of samples; null where nothing tells it.</param>
/// <param name="IsExact">Whether each region's number follows from its percentage.</param>
/// <param name="MostCounted">The largest count.</param>
/// <param name="HasPercentOnly">Whether a region has no count.</param>
/// <param name="HasOnlyZeros">Whether every region has a percentage, and there are only zeros.</param>
internal readonly record struct PercentSums(double? Samples, bool IsExact, long MostCounted, bool HasPercentOnly, bool HasOnlyZeros)
{
    // damo's own percentages are whole; ours are the quotient of two small numbers.
    private const double Rounding = 1e-6;

    /// <summary>What regions say.</summary>
    public static PercentSums Of(List<RecordedRegion> regions)
    {
        var (most, mostTold) = (0L, 0L);
        var (samplesOfMost, largest) = (0.0, 0.0);
        var (isExact, hasPercentOnly, hasOnlyZeros) = (true, false, regions.Count > 0);
        foreach (ref readonly var region in CollectionsMarshal.AsSpan(regions))
        {
            most = Math.Max(most, region.Samples ?? 0);
            hasPercentOnly |= region.Samples is null;
            hasOnlyZeros &= region.Percent is <= 0 && region.Samples is null or 0;
            if (region is not { Samples: > 0 and { } count, Percent: > 0 and { } percent })
            {
                continue;
            }

            var samples = count * 100.0 / percent;
            isExact &= Math.Abs(samples - Math.Round(samples)) <= Rounding * samples;
            largest = Math.Max(largest, Math.Round(samples));
            if (count >= mostTold)
            {
                // The larger the count, the less its percentage was rounded.
                (mostTold, samplesOfMost) = (count, samples);
            }
        }

        return new(mostTold == 0 ? null : isExact ? largest : Math.Round(samplesOfMost), isExact && mostTold > 0, most, hasPercentOnly, hasOnlyZeros);
    }
}
