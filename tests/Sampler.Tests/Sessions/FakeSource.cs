using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>A kind whose snapshots come from elsewhere, as the kernel's would: there are no operations, no loop and no thread.</summary>
internal sealed class FakeSource(OperationsKind kind) : ISourceProvider, ISnapshotSource
{
    private readonly List<ProcessIdentity> _targets = [];
    private IMonitoringSink? _sink;

    public OperationsKind Kind => kind;

    public long CpuNs { get; set; }

    public MonitoringAttributes? Attributes { get; private set; }

    public MonitoringResult StartResult { get; set; } = MonitoringResult.Ok;

    public ILenses? Lenses { get; set; }

    public bool IsDisposed { get; private set; }

    private IMonitoringSink Sink => _sink ?? throw new InvalidOperationException("No session has asked for it.");

    public string? FindObstacle() => null;

    public ISnapshotSource Create(IMonitoringSink sink)
    {
        _sink = sink;
        return this;
    }

    public MonitoringResult SetTargets(IReadOnlyList<ProcessIdentity> processes, Func<ProcessIdentity, OperationsException, bool>? leavesOut = null)
    {
        _targets.AddRange(processes);
        return MonitoringResult.Ok;
    }

    public MonitoringResult SetAttributes(MonitoringAttributes attributes, out IReadOnlyList<FieldError> errors)
    {
        Attributes = attributes;
        errors = [];
        return MonitoringResult.Ok;
    }

    public MonitoringResult Start(bool waits = false) => StartResult;

    public MonitoringResult Stop()
    {
        Sink.Ended(MonitoringEnd.Asked);
        return MonitoringResult.Ok;
    }

    public MonitoringResult AddTarget(ProcessIdentity process)
    {
        _targets.Add(process);
        Sink.TargetAdded(_targets.Count - 1, process);
        return MonitoringResult.Ok;
    }

    /// <summary>The source has found something.</summary>
    public void Tell(int target, long seq, params Region[] regions) => Sink.Publish(new SnapshotView
    {
        Target = target,
        Seq = seq,
        StartUs = 1_000 * seq,
        EndUs = 1_000 * (seq + 1),
        MaxNrAccesses = 20,
        SamplingIntervalUs = 50,
        MissedTicks = 0,
        Regions = regions,
    });

    public void TellRegions(int target, bool hasRegions) => Sink.TargetRegions(target, hasRegions);

    public void End(MonitoringEnd end) => Sink.Ended(end);

    public void EndTarget(int target, string reason) => Sink.TargetEnded(target, reason);

    public void Dispose() => IsDisposed = true;
}
