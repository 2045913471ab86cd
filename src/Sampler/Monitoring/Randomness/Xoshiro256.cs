using System.Numerics;

namespace Damon.Sampler.Monitoring.Randomness;

/// <summary>The generator xoshiro256** of Blackman and Vigna: a few cycles a number, no locks, no allocation.</summary>
internal sealed class Xoshiro256 : IRandomSource
{
    private ulong _a, _b, _c, _d;

    /// <summary>The same seed gives the same numbers.</summary>
    public Xoshiro256(ulong seed)
    {
        // SplitMix64 spreads the seed, as the generator's authors advise: a state of zeros would stay zero.
        _a = Spread(ref seed);
        _b = Spread(ref seed);
        _c = Spread(ref seed);
        _d = Spread(ref seed);
    }

    /// <inheritdoc/>
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
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
