using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Panels;

namespace Damon.Sampler.Sources;

/// <summary>Hands everything on, and notes the CPU time of the monitoring thread on the way.</summary>
internal sealed class MeteredSink(IMonitoringSink sink) : IMonitoringSink
{
    private long _cpuNs;

    /// <summary>CPU time of the monitoring thread at its last snapshot, nanoseconds. From any thread.</summary>
    public long CpuNs => Volatile.Read(ref _cpuNs);

    /// <inheritdoc/>
    public void Publish(in SnapshotView snapshot)
    {
        Note();
        sink.Publish(snapshot);
    }

    /// <inheritdoc/>
    public void Publish(IdleView idle) => sink.Publish(idle);

    /// <inheritdoc/>
    public void TargetAdded(int target, ProcessIdentity process) => sink.TargetAdded(target, process);

    /// <inheritdoc/>
    public void TargetRefused(ProcessIdentity process, string reason) => sink.TargetRefused(process, reason);

    /// <inheritdoc/>
    public void TargetSkipped(int target) => sink.TargetSkipped(target);

    /// <inheritdoc/>
    public void TargetRegions(int target, bool hasRegions) => sink.TargetRegions(target, hasRegions);

    /// <inheritdoc/>
    public void TargetEnded(int target, string reason) => sink.TargetEnded(target, reason);

    /// <inheritdoc/>
    public void Ended(MonitoringEnd end)
    {
        Note();
        sink.Ended(end);
    }

    private void Note() => Volatile.Write(ref _cpuNs, MonotonicClock.ThreadCpuNs);
}
