using System.Security.Cryptography;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Configuration;

/// <summary>The one place where kinds of monitoring are registered.</summary>
internal static class SourceKinds
{
    /// <summary>Every kind that this version has.</summary>
    /// <param name="procRoot">Where procfs is mounted.</param>
    /// <param name="sysRoot">Where sysfs is mounted.</param>
    /// <param name="time">Time of day.</param>
    public static ISourceProvider[] All(string procRoot, string sysRoot, TimeProvider time)
    {
        var sampling = new SamplingSourceFactory(() => new MonotonicClock(time), NewRandom);
        return [new PageTableSourceProvider(procRoot, sysRoot, sampling)];
    }

    private static Xoshiro256 NewRandom() => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
}
