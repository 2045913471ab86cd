using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Server.History;

/// <summary>A session as it is stored.</summary>
internal sealed record StoredSession
{
    /// <summary>Its number in the history.</summary>
    public required long Key { get; init; }

    /// <summary>Its identity outside.</summary>
    public required string Id { get; init; }

    /// <summary>Name to show.</summary>
    public required string Name { get; init; }

    /// <summary>What people have written down about it; empty when nothing.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Where it was in its life.</summary>
    public required SessionState State { get; init; }

    /// <summary>Why it ended or was interrupted; null while all was well.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Operations in use.</summary>
    public required OperationsKind Operations { get; init; }

    /// <summary>The sampler that ran it.</summary>
    public required string Sampler { get; init; }

    /// <summary>Attributes in force.</summary>
    public required MonitoringAttributes Attributes { get; init; }

    /// <summary>Whether children of the targets became targets.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When sampling ended; null while it went on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>CPU time the sampler had spent on it, seconds.</summary>
    public double SamplerCpuSeconds { get; init; }

    /// <summary>Snapshots the sampler dropped.</summary>
    public long SamplerLost { get; init; }

    /// <summary>Snapshots the server dropped because they could not be written.</summary>
    public long ServerLost { get; init; }

    /// <summary>Snapshots that the sampler took, over all targets; null while sampling goes on, and where it did not say.</summary>
    public long? Taken { get; init; }

    /// <summary>What of it cannot be read any more, as a sentence; null while nothing is known to be damaged.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether it was deleted, and only its room is not given back yet.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>How far each target's snapshots are stored; the history tells it itself.</summary>
    public IReadOnlyList<StoredSequence> Sequences { get; init; } = [];

    /// <summary>Snapshots stored; the history counts them itself.</summary>
    public long SnapshotCount { get; init; }

    /// <summary>Start of the first stored snapshot, Unix microseconds; null while there is none.</summary>
    public long? FirstUs { get; init; }

    /// <summary>End of the last stored snapshot, Unix microseconds; null while there is none.</summary>
    public long? LastUs { get; init; }

    /// <summary>From when on it is kept, where its beginning was deleted to make room, Unix microseconds; null while it is whole. The history tells it itself.</summary>
    public long? KeptFromUs { get; init; }

    /// <summary>Its targets by index.</summary>
    public required IReadOnlyList<StoredTarget> Targets { get; init; }

    /// <summary>Its groups, in the order of the request.</summary>
    public IReadOnlyList<StoredGroup> Groups { get; init; } = [];
}
