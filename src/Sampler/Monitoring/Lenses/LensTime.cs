using Damon.Model.Idle;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>Moments as a lens keeps them for each of its pages: sixteenths of a second since it was opened, which last for four years.</summary>
internal static class LensTime
{
    private const double PerSecond = 16;
    private const long NsOfOne = 62_500_000;

    // Every page is told at every call, and a logarithm for each would take longer than all else.
    private static readonly byte[] Short = [.. Enumerable.Range(0, 65_536).Select(static moments => PageAge.Of(moments / PerSecond))];

    /// <summary>The moment so long after the lens was opened.</summary>
    public static int Of(long ns) => (int)Math.Clamp(ns / NsOfOne, 0, int.MaxValue);

    /// <summary>The age of what was accessed so many moments ago.</summary>
    public static byte Age(int moments) => moments < Short.Length ? Short[Math.Max(0, moments)] : PageAge.Of(moments / PerSecond);
}
