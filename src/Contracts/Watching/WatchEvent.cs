using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using MessagePack;

namespace Damon.Contracts.Watching;

/// <summary>One item of the stream that <c>Watch(sessionId)</c> on <c>/hubs/monitor</c> answers with.</summary>
[MessagePackObject]
public sealed record WatchEvent
{
    /// <summary>Which member is set.</summary>
    [Key(0)] public WatchEventKind Kind { get; init; }

    /// <summary>Set when the kind is Snapshot.</summary>
    [Key(1)] public Snapshot? Snapshot { get; init; }

    /// <summary>Set when the kind is Session.</summary>
    [Key(2)] public SessionResource? Session { get; init; }

    /// <summary>Set when the kind is Mappings.</summary>
    [Key(3)] public MappingSet? Mappings { get; init; }

    /// <summary>Set when the kind is Lost: whole snapshots left out for this watcher.</summary>
    [Key(4)] public long Lost { get; init; }

    /// <summary>Set when the kind is Idle.</summary>
    [Key(5)] public IdleMessage? Idle { get; init; }
}
