using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;

namespace Damon.Sampler.Sessions;

/// <summary>Where sessions put what they find: an ordered buffer in front of the server. From any thread; never blocks.</summary>
internal interface ISessionOutput
{
    /// <summary>A snapshot of a session.</summary>
    void Push(string sessionId, Snapshot snapshot);

    /// <summary>A target's mappings.</summary>
    void Push(string sessionId, MappingSet mappings);

    /// <summary>How long a target's memory has not been accessed.</summary>
    void Push(string sessionId, IdleMessage idle);

    /// <summary>State, targets or cost of a session.</summary>
    void Push(SessionStatus status);

    /// <summary>Completes when the server has taken over everything of the session.</summary>
    Task WhenDelivered(string sessionId, CancellationToken cancel);

    /// <summary>Drops what is left of a session.</summary>
    void Forget(string sessionId);
}
