using Damon.Sampler.Monitoring.Regions;

namespace Damon.Benchmarks;

/// <summary>Parts of regions.</summary>
internal static class RegionParts
{
    /// <summary>Bytes of a region that lie in a range.</summary>
    public static double Overlap(in Region region, ulong start, ulong end)
        => Math.Max(0, (double)Math.Min(region.End, end) - Math.Max(region.Start, start));

    /// <summary>Share of a region that is said to be touched: all of one with any access where nothing is estimated, which is damo's definition. NaN when unknown.</summary>
    public static float Touched(in Region region, bool isEstimated) => isEstimated ? region.Touched : region.NrAccesses > 0 ? 1 : 0;
}
