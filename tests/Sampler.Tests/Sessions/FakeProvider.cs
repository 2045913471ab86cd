using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Tests.Monitoring;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>Operations on made-up processes.</summary>
internal sealed class FakeProvider(OperationsKind kind = OperationsKind.PageTable) : IOperationsProvider
{
    public OperationsKind Kind => kind;

    public string? Obstacle { get; set; }

    public FakeOperations Operations { get; } = new();

    public OperationsException? Fault { get; set; }

    public string? FindObstacle() => Obstacle;

    public IMonitoringOperations Create() => Fault is null ? Operations : throw Fault;
}
