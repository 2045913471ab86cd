using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Sources;

/// <summary>One kind of monitoring on this host: what has to be registered to have it. From any thread.</summary>
internal interface ISourceProvider
{
    /// <summary>Which kind.</summary>
    OperationsKind Kind { get; }

    /// <summary>Why this host can't use it, as a sentence with the remedy; null when it can. May take a while the first time.</summary>
    string? FindObstacle();

    /// <summary>A source for one session.</summary>
    /// <param name="sink">Receives what it finds.</param>
    /// <exception cref="OperationsException">It can't be had; the message is a sentence for the user.</exception>
    ISnapshotSource Create(IMonitoringSink sink);
}
