using Damon.Model.Changes;

namespace Damon.Model.Tests.Changes;

/// <summary>Simulated access rates.</summary>
internal static class RateSeries
{
    /// <summary>Buckets of a level that may change, with noise.</summary>
    public static RateBucket[] Of(int count, Func<int, double> level, Func<double, double> noise)
        => [.. Enumerable.Range(0, count).Select(i => new RateBucket(Math.Clamp(noise(level(i)), 0, 1), double.NaN))];

    /// <summary>Noise in proportion to the level.</summary>
    public static Func<double, double> Relative(Random random, double share) => level => level * (1 + (share * Normal(random)));

    /// <summary>The share of samples that were accessed, of so many.</summary>
    public static Func<double, double> Counted(Random random, int samples)
        => level => Enumerable.Range(0, samples).Count(_ => random.NextDouble() < level) / (double)samples;

    /// <summary>Noise that goes on from bucket to bucket: a part of each deviation stays.</summary>
    public static Func<double, double> Lasting(Random random, double share, double stays)
    {
        var deviation = 0.0;
        return level =>
        {
            deviation = (stays * deviation) + (Math.Sqrt(1 - (stays * stays)) * Normal(random));
            return level * (1 + (share * deviation));
        };
    }

    /// <summary>Nothing but, now and then, a burst of one bucket.</summary>
    public static Func<double, double> Bursts(Random random, double often) => level => random.NextDouble() < often ? level : 0;

    /// <summary>A standard normal variable (Box and Muller).</summary>
    public static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
