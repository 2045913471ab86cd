using Damon.Contracts.Link;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions;

/// <summary>What a session is made of.</summary>
internal sealed record SessionSetup
{
    /// <summary>The order.</summary>
    public required StartSession Order { get; init; }

    /// <summary>The kind of operations chosen.</summary>
    public required OperationsKind Kind { get; init; }

    /// <summary>The access checks; the session disposes of them.</summary>
    public required IMonitoringOperations Operations { get; init; }

    /// <summary>The processes to begin with.</summary>
    public required IReadOnlyList<ProcessFacts> Processes { get; init; }
}
