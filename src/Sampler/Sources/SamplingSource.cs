using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Sources;

/// <summary>Samples by the core of this program, on a thread of its own, with access checks of one kind.</summary>
internal sealed class SamplingSource : ISnapshotSource
{
    private readonly IMonitoringOperations _operations;
    private readonly IMonitoringClock _clock;
    private readonly MeteredSink _sink;
    private readonly MonitoringThread _thread;

    /// <summary>A source without targets.</summary>
    /// <param name="operations">The access checks; disposed of with the source.</param>
    /// <param name="sink">Receives what is found, on the monitoring thread.</param>
    /// <param name="clock">The thread's clock; disposed of with the source where it can be.</param>
    /// <param name="random">The thread's randomness.</param>
    /// <param name="services">What the adaptive plan needs beside its targets; asked for when it begins.</param>
    public SamplingSource(
        IMonitoringOperations operations, IMonitoringSink sink, IMonitoringClock clock, IRandomSource random, Func<AdaptiveServices>? services = null)
    {
        _operations = operations;
        _clock = clock;
        _sink = new MeteredSink(sink);
        _thread = new MonitoringThread(operations, _sink, clock, random, services);
        Lenses = new SampledLenses(_thread);
    }

    /// <inheritdoc/>
    public long CpuNs => _sink.CpuNs;

    /// <inheritdoc/>
    public CostReport? Cost => _thread.Cost;

    /// <inheritdoc/>
    public ILenses Lenses { get; }

    /// <inheritdoc/>
    public void Charge(long cpuNs) => _thread.Charge(cpuNs);

    /// <inheritdoc/>
    public MonitoringResult SetTargets(IReadOnlyList<ProcessIdentity> processes, Func<ProcessIdentity, OperationsException, bool>? leavesOut = null)
        => _thread.SetTargets(processes, leavesOut);

    /// <inheritdoc/>
    public MonitoringResult SetAttributes(MonitoringAttributes attributes, out IReadOnlyList<FieldError> errors)
        => _thread.SetAttributes(attributes, out errors);

    /// <inheritdoc/>
    public MonitoringResult Start(bool waits = false) => _thread.Start(waits);

    /// <inheritdoc/>
    public MonitoringResult Stop() => _thread.Stop();

    /// <inheritdoc/>
    public MonitoringResult AddTarget(ProcessIdentity process) => _thread.AddTarget(process);

    /// <inheritdoc/>
    public void Dispose()
    {
        _operations.Dispose();
        (_clock as IDisposable)?.Dispose();
    }
}
