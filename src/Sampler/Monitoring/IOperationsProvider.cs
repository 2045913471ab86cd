using Damon.Model.Monitoring;

namespace Damon.Sampler.Monitoring;

/// <summary>One kind of monitoring operations on this host. From any thread.</summary>
internal interface IOperationsProvider
{
    /// <summary>Which kind.</summary>
    OperationsKind Kind { get; }

    /// <summary>Why this host can't use it, as a sentence with the remedy; null when it can. May take a while the first time.</summary>
    string? FindObstacle();

    /// <summary>Operations for one session.</summary>
    /// <exception cref="OperationsException">They can't be had; the message is a sentence for the user.</exception>
    IMonitoringOperations Create();
}
