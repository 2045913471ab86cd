using Damon.Model.Monitoring;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>Counting with samples that could not be observed: they are neither accesses nor idleness.</summary>
internal static class AccessCount
{
    /// <summary>Whether none of the samples was observed.</summary>
    public static bool IsUnobserved(int nrUnknown, int maxNrAccesses) => maxNrAccesses > 0 && AccessRate.Of(0, nrUnknown, maxNrAccesses).IsUnknown;

    /// <summary>Ends an aggregation interval: counts as if every sample had been observed.</summary>
    public static void Close(RegionList regions, int maxNrAccesses)
    {
        foreach (ref var region in regions.Span)
        {
            region.NrAccesses = AccessRate.Scale(region.NrAccesses, region.NrUnknown, maxNrAccesses);
        }
    }

    /// <summary>Begins the next aggregation interval (the kernel's <c>kdamond_reset_aggregated</c>).</summary>
    public static void Reset(RegionList regions, int maxNrAccesses)
    {
        foreach (ref var region in regions.Span)
        {
            region.LastNrAccesses = IsUnobserved(region.NrUnknown, maxNrAccesses) ? Region.NotObserved : region.NrAccesses;
            region.NrAccesses = 0;
            region.NrUnknown = 0;
        }
    }
}
