namespace Damon.Model.Monitoring;

/// <summary>
/// How often a region was found accessed in one aggregation interval, where some of its samples may not have been
/// observable: these are neither accesses nor idleness, and a region without any observed sample has no rate at all.
/// </summary>
public readonly record struct AccessRate
{
    private AccessRate(int accessed, int observed, int samples) => (Accessed, Observed, Samples) = (accessed, observed, samples);

    /// <summary>Samples that found it accessed, 0 .. <see cref="Observed"/>.</summary>
    public int Accessed { get; }

    /// <summary>Samples that could be observed, 0 .. <see cref="Samples"/>.</summary>
    public int Observed { get; }

    /// <summary>All samples of the interval, at least 1.</summary>
    public int Samples { get; }

    /// <summary>Whether nothing is known: unknown is not cold.</summary>
    public bool IsUnknown => Observed == 0;

    /// <summary>Percentage of the observed samples that found it accessed, 0 .. 100; null when none was observed.</summary>
    public double? Percent => IsUnknown ? null : 100.0 * Accessed / Observed;

    /// <summary>Accessed samples as a share of all, 0 .. 1.</summary>
    public double AccessedShare => Accessed / (double)Samples;

    /// <summary>Observed samples as a share of all, 0 .. 1.</summary>
    public double ObservedShare => Observed / (double)Samples;

    /// <summary>
    /// The rate of counts as they were taken. Ticks are counted, so that nothing exceeds the maximum but after a change of
    /// the intervals; what does is cut off.
    /// </summary>
    /// <param name="nrAccesses">Samples that found it accessed.</param>
    /// <param name="unknown">Samples that could not be observed.</param>
    /// <param name="maxNrAccesses">All samples; one when there were none.</param>
    public static AccessRate Of(int nrAccesses, int unknown, int maxNrAccesses)
    {
        var samples = Math.Max(1, maxNrAccesses);
        var observed = samples - Math.Clamp(unknown, 0, samples);
        return new AccessRate(Math.Clamp(nrAccesses, 0, observed), observed, samples);
    }

    /// <summary>
    /// What <paramref name="nrAccesses"/> would be had every sample been observed: scaled up and rounded, 0 when none
    /// was, never above <paramref name="maxNrAccesses"/>.
    /// </summary>
    /// <param name="nrAccesses">Samples that found it accessed.</param>
    /// <param name="unknown">Samples that could not be observed.</param>
    /// <param name="maxNrAccesses">All samples.</param>
    public static int Scale(int nrAccesses, int unknown, int maxNrAccesses)
    {
        if (unknown == 0)
        {
            return nrAccesses;
        }

        var observed = maxNrAccesses - unknown;
        return observed <= 0
            ? 0
            : (int)Math.Min(maxNrAccesses, ((((long)nrAccesses * maxNrAccesses * 2) + observed) / (2L * observed)));
    }
}
