using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Sources;

/// <summary>Makes a source of any access checks: all that a kind of operations needs for its sessions.</summary>
/// <param name="newClock">A clock for one monitoring thread.</param>
/// <param name="newRandom">A random source for one monitoring thread.</param>
/// <param name="newServices">What the adaptive plan of one session needs.</param>
internal sealed class SamplingSourceFactory(Func<IMonitoringClock> newClock, Func<IRandomSource> newRandom, Func<AdaptiveServices>? newServices = null)
{
    /// <summary>A source without targets; it disposes of the operations.</summary>
    public SamplingSource Create(IMonitoringOperations operations, IMonitoringSink sink) => new(operations, sink, newClock(), newRandom(), newServices);
}
