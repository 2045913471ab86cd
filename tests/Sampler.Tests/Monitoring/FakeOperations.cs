using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>Operations on made-up processes, by pid.</summary>
internal sealed class FakeOperations : IMonitoringOperations
{
    public Dictionary<int, FakeTargetOperations> Processes { get; } = [];

    public bool IsDisposed { get; private set; }

    public ITargetOperations Open(ProcessIdentity process)
        => Processes.TryGetValue(process.Pid, out var found)
            ? found
            : throw new OperationsException(OperationsProblem.NoSuchProcess, $"There is no process {process.Pid}.");

    public void Dispose() => IsDisposed = true;
}
