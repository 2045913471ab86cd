using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using MessagePack;

namespace Damon.Contracts.Rest;

/// <summary>One recording: targets, attributes, state, and how much of it is stored.</summary>
[MessagePackObject]
public sealed record SessionResource
{
    /// <summary>Identity, URL-safe.</summary>
    [Key(0)] public string Id { get; init; } = "";

    /// <summary>Name to show.</summary>
    [Key(1)] public string Name { get; init; } = "";

    /// <summary>Where it is in its life.</summary>
    [Key(2)] public SessionState State { get; init; }

    /// <summary>Why it ended or was interrupted, as a sentence; null while all is well.</summary>
    [Key(3)] public string? EndedBecause { get; init; }

    /// <summary>Operations in use; <c>auto</c> only until the sampler has chosen.</summary>
    [Key(4)] public OperationsKind Operations { get; init; }

    /// <summary>Targets by index.</summary>
    [Key(5)] public IReadOnlyList<TargetResource> Targets { get; init; } = [];

    /// <summary>Attributes in force.</summary>
    [Key(6)] public AttributesMessage Attributes { get; init; } = new();

    /// <summary>When it was accepted.</summary>
    [Key(7)] public DateTimeOffset StartedAt { get; init; }

    /// <summary>When sampling ended; null while it goes on.</summary>
    [Key(8)] public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Snapshots stored, over all targets.</summary>
    [Key(9)] public long SnapshotCount { get; init; }

    /// <summary>CPU time the sampler has spent on it, seconds.</summary>
    [Key(10)] public double SamplerCpuSeconds { get; init; }

    /// <summary>Snapshots that were taken and are not stored, as far as is known.</summary>
    [Key(11)] public long LostSnapshots { get; init; }

    /// <summary>The sampler that runs it.</summary>
    [Key(12)] public string Sampler { get; init; } = "";

    /// <summary>Start of the first stored snapshot, Unix microseconds; null while there is none.</summary>
    [Key(13)] public long? FirstUs { get; init; }

    /// <summary>End of the last stored snapshot, Unix microseconds; null while there is none.</summary>
    [Key(14)] public long? LastUs { get; init; }

    /// <summary>Children of the targets become targets.</summary>
    [Key(15)] public bool FollowChildren { get; init; }

    /// <summary>What people have written down about it, plain text; empty when nothing.</summary>
    [Key(16)] public string Notes { get; init; } = "";

    /// <summary>What it costs now; null before that is known, and after the end.</summary>
    [Key(17)] public SessionCost? Cost { get; init; }

    /// <summary>Groups whose processes are targets as long as they belong to them, in the order of the request.</summary>
    [Key(18)] public IReadOnlyList<SessionGroupResource> Groups { get; init; } = [];

    /// <summary>Memory held and needed, in answers about running sessions; null before anything is told of it, and after the end.</summary>
    [Key(19)] public SessionMemory? Memory { get; init; }

    /// <summary>From when on it is kept, where its beginning was deleted to make room, Unix microseconds; null while it is whole.</summary>
    [Key(20)] public long? KeptFromUs { get; init; }

    /// <summary>What of it cannot be read any more, as a sentence; null while nothing is known to be damaged.</summary>
    [Key(21)] public string? Damage { get; init; }
}
