namespace Damon.Sampler.Monitoring;

/// <summary>
/// Access counts that move with every sample instead of jumping once an aggregation: the running interval's samples
/// plus the share of the interval before that the window still covers (the kernel's pseudo moving sum).
/// </summary>
internal static class MovingSum
{
    private const ulong Whole = 10_000;

    /// <summary>A window's next sum: one average sample out, the new one in.</summary>
    /// <param name="sum">The sum so far.</param>
    /// <param name="lastSum">The sum of the last whole window.</param>
    /// <param name="window">Samples of a window.</param>
    /// <param name="value">The new sample.</param>
    public static ulong Next(ulong sum, ulong lastSum, ulong window, ulong value) => sum - (lastSum / window) + value;

    /// <summary>This interval's count and the part of the last one's that is still in the window.</summary>
    /// <param name="current">Count so far.</param>
    /// <param name="last">Count of the interval before.</param>
    /// <param name="leftBp">Part of the interval still to come, in 1/10,000.</param>
    public static int Sum(int current, int last, ulong leftBp) => current + (int)((ulong)last * leftBp / Whole);

    /// <summary>A region's count at any sample.</summary>
    /// <param name="passed">Samples since the interval began.</param>
    /// <param name="window">Samples of an interval.</param>
    /// <param name="current">Count so far.</param>
    /// <param name="last">Count of the interval before.</param>
    public static int NrAccesses(int passed, int window, int current, int last)
        => passed == 0 ? last : Sum(current, last, (ulong)(window - passed) * Whole / (ulong)window);
}
