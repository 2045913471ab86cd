namespace Damon.Sampler.Monitoring.Randomness;

/// <summary>Where the core takes its randomness from; not for secrets. Used by one thread at a time.</summary>
internal interface IRandomSource
{
    /// <summary>64 random bits.</summary>
    ulong Next();
}
