using Damon.Model.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Sources;
using Damon.Sampler.Tests.Monitoring;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>Operations on made-up processes.</summary>
internal sealed class FakeProvider(OperationsKind kind = OperationsKind.PageTable) : ISourceProvider
{
    public OperationsKind Kind => kind;

    public string? Obstacle { get; set; }

    public FakeOperations Operations { get; } = new();

    public OperationsException? Fault { get; set; }

    public string? FindObstacle() => Obstacle;

    public ISnapshotSource Create(IMonitoringSink sink)
        => Fault is null ? new SamplingSource(Operations, sink, new MonotonicClock(TimeProvider.System), new Xoshiro256(1)) : throw Fault;
}
