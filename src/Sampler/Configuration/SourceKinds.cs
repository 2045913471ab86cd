using System.Security.Cryptography;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Operations.PageTable;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Configuration;

/// <summary>The one place where kinds of monitoring are registered.</summary>
internal static class SourceKinds
{
    /// <summary>Every kind that this version has.</summary>
    /// <param name="procRoot">Where procfs is mounted.</param>
    /// <param name="sysRoot">Where sysfs is mounted.</param>
    /// <param name="time">Time of day.</param>
    /// <param name="maxPercent">Most CPU time of all sessions together, in % of one core; 0 for no bound.</param>
    /// <param name="costs">What single steps cost on this host, as it is known now.</param>
    public static ISourceProvider[] All(string procRoot, string sysRoot, TimeProvider time, double maxPercent = 0, Func<StepCosts>? costs = null)
    {
        var pool = new BudgetPool(maxPercent);
        var pressure = new MemoryPressure(procRoot);
        var sampling = new SamplingSourceFactory(
            () => new MonotonicClock(time), NewRandom, () => new AdaptiveServices(pool.Open(), costs ?? (static () => StepCosts.Careful), pressure));
        return [new PageTableSourceProvider(procRoot, sysRoot, sampling)];
    }

    private static Xoshiro256 NewRandom() => new(BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))));
}
