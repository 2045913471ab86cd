namespace Damon.Sampler.Monitoring.Randomness;

/// <summary>Shares estimated from samples.</summary>
internal static class Binomial
{
    /// <summary>Standard error of a share seen in <paramref name="samples"/> samples when it is about <paramref name="share"/>.</summary>
    public static double Error(double share, double samples) => Math.Sqrt(share * (1 - share) / samples);

    /// <summary>A share that is never quite 0 or 1, as no number of samples can say so (Jeffreys' prior).</summary>
    public static double Cautious(double hits, double samples) => (hits + 0.5) / (samples + 1);

    /// <summary>
    /// How strongly samples speak for two shares instead of one: twice the logarithm of the likelihood ratio, about the
    /// square of the difference in standard errors.
    /// </summary>
    public static double Difference(double hits, double samples, double otherHits, double otherSamples)
        => 2 * (Log(hits, samples) + Log(otherHits, otherSamples) - Log(hits + otherHits, samples + otherSamples));

    // The logarithm of the likelihood of the share that fits best.
    private static double Log(double hits, double samples) => Part(hits, samples) + Part(samples - hits, samples);

    private static double Part(double hits, double samples) => hits <= 0 || samples <= 0 ? 0 : hits * Math.Log(hits / samples);
}
