using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>What the sampler says of a session beside its snapshots.</summary>
[MessagePackObject]
public sealed record SessionStatus
{
    /// <summary>Which session.</summary>
    [Key(0)] public string SessionId { get; init; } = "";

    /// <summary>Its state.</summary>
    [Key(1)] public SessionState State { get; init; }

    /// <summary>Why it ended, as a sentence; null while it runs.</summary>
    [Key(2)] public string? EndedBecause { get; init; }

    /// <summary>All targets so far, by index.</summary>
    [Key(3)] public TargetResource[] Targets { get; init; } = [];

    /// <summary>CPU time spent on the session so far, seconds.</summary>
    [Key(4)] public double SamplerCpuSeconds { get; init; }

    /// <summary>Snapshots dropped because the server was away too long.</summary>
    [Key(5)] public long LostSnapshots { get; init; }

    /// <summary>When sampling ended; null while it goes on.</summary>
    [Key(6)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What it costs now; null before that is known, and after the end.</summary>
    [Key(7)] public SessionCost? Cost { get; init; }

    /// <summary>Its groups, in the order of the order to start.</summary>
    [Key(8)] public SessionGroupResource[] Groups { get; init; } = [];

    /// <summary>Snapshots taken so far, over all targets, those dropped among them; null from a sampler that does not count.</summary>
    [Key(9)] public long? TakenSnapshots { get; init; }
}
