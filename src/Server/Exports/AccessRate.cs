namespace Damon.Server.Exports;

/// <summary>How often a region was found accessed.</summary>
internal static class AccessRate
{
    /// <summary>Percentage of the samples that could be observed; null when none could.</summary>
    public static double? Percent(int nrAccesses, int unknown, int maxNrAccesses)
    {
        // Ticks are counted, so that nothing exceeds the maximum but after a change of the intervals.
        var observed = Math.Max(1, maxNrAccesses) - unknown;
        return observed <= 0 ? null : 100.0 * Math.Min(nrAccesses, observed) / observed;
    }
}
