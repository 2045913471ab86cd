namespace Damon.Sampler.Monitoring.Randomness;

/// <summary>Random numbers of a range.</summary>
internal static class RandomRange
{
    /// <summary>
    /// A number in <c>[0, <paramref name="bound"/>)</c>; 0 when the bound is 0. The high half of the 128-bit product
    /// instead of a remainder (Lemire): all 64 bits count, so a region of any size is sampled to its end.
    /// </summary>
    public static ulong Below(this IRandomSource random, ulong bound) => Math.BigMul(random.Next(), bound, out _);

    /// <summary>A number in <c>[<paramref name="low"/>, <paramref name="high"/>)</c>.</summary>
    public static ulong Between(this IRandomSource random, ulong low, ulong high) => low + random.Below(high - low);
}
