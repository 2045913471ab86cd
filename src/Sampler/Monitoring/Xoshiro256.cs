using System.Numerics;

namespace Damon.Sampler.Monitoring;

/// <summary>The generator xoshiro256** of Blackman and Vigna: a few cycles a number, no locks, no allocation.</summary>
internal sealed class Xoshiro256 : IRandomSource
{
    private ulong a, b, c, d;

    /// <summary>The same seed gives the same numbers.</summary>
    public Xoshiro256(ulong seed)
    {
        // SplitMix64 spreads the seed, as the generator's authors advise: a state of zeros would stay zero.
        a = Spread(ref seed);
        b = Spread(ref seed);
        c = Spread(ref seed);
        d = Spread(ref seed);
    }

    /// <inheritdoc/>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    private static ulong Spread(ref ulong state)
    {
        var mixed = state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
