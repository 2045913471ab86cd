namespace Damon.Sampler.Monitoring;

/// <summary>Counting with samples that could not be observed: they are neither accesses nor idleness.</summary>
internal static class AccessCount
{
    /// <summary>Whether none of the samples was observed.</summary>
    public static bool IsUnobserved(int nrUnknown, int maxNrAccesses) => maxNrAccesses > 0 && nrUnknown >= maxNrAccesses;

    /// <summary>
    /// What <paramref name="nrAccesses"/> would be had every sample been observed: scaled up and rounded, 0 when none
    /// was, never above <paramref name="maxNrAccesses"/>.
    /// </summary>
    public static int Scale(int nrAccesses, int nrUnknown, int maxNrAccesses)
    {
        if (nrUnknown == 0)
        {
            return nrAccesses;
        }

        var observed = maxNrAccesses - nrUnknown;
        return observed <= 0
            ? 0
            : (int)Math.Min(maxNrAccesses, ((((long)nrAccesses * maxNrAccesses * 2) + observed) / (2L * observed)));
    }

    /// <summary>Ends an aggregation interval: counts as if every sample had been observed.</summary>
    public static void Close(RegionList regions, int maxNrAccesses)
    {
        foreach (ref var region in regions.Span)
        {
            region.NrAccesses = Scale(region.NrAccesses, region.NrUnknown, maxNrAccesses);
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
