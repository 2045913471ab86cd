using Damon.Contracts.Monitoring;

namespace Damon.Contracts.Link;

/// <summary>
/// What a sampler calls on <c>/hubs/sampler</c>. Every push is invoked, not sent: the answer says that the server has
/// taken it over, and until then the sampler keeps it. A push may therefore come twice; the server stores it once.
/// </summary>
public interface ISamplerHub
{
    /// <summary>Version of this interface. Both ends must agree.</summary>
    const int LinkVersion = 6;

    /// <summary>First call of every connection.</summary>
    Task<SamplerWelcome> Hello(SamplerHello hello);

    /// <summary>One target's regions at the end of one aggregation interval.</summary>
    Task PushSnapshot(string sessionId, Snapshot snapshot);

    /// <summary>Several that waited, in order: those of targets whose interval ends at the same time, or of a time without a server.</summary>
    Task PushSnapshots(SnapshotPush[] pushes);

    /// <summary>A target's mappings when they have changed.</summary>
    Task PushMappings(string sessionId, MappingSet mappings);

    /// <summary>How long a target's memory has not been accessed, every ten seconds or every cycle of the panel, whichever is longer.</summary>
    Task PushIdle(string sessionId, IdleMessage idle);

    /// <summary>State, targets, cost or losses of a session have changed. The last one of a session comes after its last snapshot.</summary>
    Task PushStatus(SessionStatus status);

    /// <summary>What single steps of monitoring cost on the sampler's host, when that becomes known after the hello or is measured again.</summary>
    Task PushCost(SamplerCost cost);
}
