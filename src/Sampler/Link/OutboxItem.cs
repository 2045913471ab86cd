using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;

namespace Damon.Sampler.Link;

/// <summary>One push that waits for the server: exactly one of the four is set.</summary>
internal sealed record OutboxItem(string SessionId)
{
    /// <summary>A snapshot.</summary>
    public Snapshot? Snapshot { get; init; }

    /// <summary>A target's mappings.</summary>
    public MappingSet? Mappings { get; init; }

    /// <summary>A target's idle ages.</summary>
    public IdleMessage? Idle { get; init; }

    /// <summary>A session's status.</summary>
    public SessionStatus? Status { get; init; }

    /// <summary>Memory it takes, bytes, about.</summary>
    public long Size { get; }

    /// <summary>A snapshot of a session.</summary>
    public OutboxItem(string sessionId, Snapshot snapshot)
        : this(sessionId)
    {
        Snapshot = snapshot;
        Size = 128 + (snapshot.Regions.LongLength * 24) + ((snapshot.Unknown?.LongLength ?? 0) * 4);
    }

    /// <summary>A target's mappings.</summary>
    public OutboxItem(string sessionId, MappingSet mappings)
        : this(sessionId)
    {
        Mappings = mappings;
        // Names are mostly shared between neighbours.
        Size = 128 + (mappings.Mappings.LongLength * 72);
    }

    /// <summary>A target's idle ages.</summary>
    public OutboxItem(string sessionId, IdleMessage idle)
        : this(sessionId)
    {
        Idle = idle;
        Size = 128 + (idle.Pieces.LongLength * 128);
    }

    /// <summary>A session's status.</summary>
    public OutboxItem(SessionStatus status)
        : this(status.SessionId)
        => Status = status;
}
