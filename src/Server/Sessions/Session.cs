using Damon.Contracts.Monitoring;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Server.Sessions;

/// <summary>
/// A session as the server knows it, at one moment. Its state changes in <see cref="SessionTransitions"/> only; the form
/// that callers see is made by <see cref="SessionResources"/>, the form that is stored by <see cref="SessionStorage"/>.
/// </summary>
internal sealed record Session
{
    /// <summary>In place of a sampler's id, of a session that was recorded elsewhere and imported.</summary>
    public const string ImportedSampler = "imported record";

    /// <summary>Its number in the history.</summary>
    public required long Key { get; init; }

    /// <summary>Its identity outside.</summary>
    public required string Id { get; init; }

    /// <summary>Name to show.</summary>
    public required string Name { get; init; }

    /// <summary>What people have written down about it; empty when nothing.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Where it is in its life; it begins as starting.</summary>
    public SessionState State { get; init; }

    /// <summary>Why it ended or was interrupted, as a sentence; null while all is well.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Operations in use; until the sampler has chosen, what was asked for.</summary>
    public required OperationsKind Operations { get; init; }

    /// <summary>Targets by index.</summary>
    public required IReadOnlyList<SessionTarget> Targets { get; init; }

    /// <summary>Groups whose processes are targets, in the order of the request.</summary>
    public IReadOnlyList<SessionGroup> Groups { get; init; } = [];

    /// <summary>Attributes in force.</summary>
    public required MonitoringAttributes Attributes { get; init; }

    /// <summary>Children of the targets become targets.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>The sampler that runs it.</summary>
    public required string Sampler { get; init; }

    /// <summary>When it was accepted.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When sampling ended; null while it goes on.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>CPU time the sampler has spent on it, seconds.</summary>
    public double SamplerCpuSeconds { get; init; }

    /// <summary>What it costs now, as its sampler says; null before that, and once sampling has ended. Not stored.</summary>
    public SessionCost? Cost { get; init; }

    /// <summary>Snapshots stored, over all targets.</summary>
    public long SnapshotCount { get; init; }

    /// <summary>Start of the first stored snapshot, Unix microseconds; null while there is none.</summary>
    public long? FirstUs { get; init; }

    /// <summary>End of the last stored snapshot, Unix microseconds; null while there is none.</summary>
    public long? LastUs { get; init; }

    /// <summary>From when on it is kept, where its beginning was deleted to make room, Unix microseconds; null while it is whole.</summary>
    public long? KeptFromUs { get; init; }

    /// <summary>Snapshots the sampler took and had to drop.</summary>
    public long SamplerLost { get; init; }

    /// <summary>Snapshots the server took and could not store.</summary>
    public long ServerLost { get; init; }

    /// <summary>Snapshots that the sampler took, over all targets; null while sampling goes on, and where it did not say.</summary>
    public long? Taken { get; init; }

    /// <summary>What of it cannot be read any more, as a sentence; null while nothing is known to be damaged.</summary>
    public string? Damage { get; init; }

    /// <summary>Snapshots missing in the order of those that are stored, or behind the last. Not stored: it follows from what is.</summary>
    public long Missing { get; init; }

    /// <summary>
    /// Snapshots lost, as it is told: never less than are missing, nor than are known to be dropped and do not show yet. Once it
    /// is known how many were taken those that are missing are all: what a sampler had to drop may have been stored, where
    /// the server was killed before it could say so.
    /// </summary>
    public long Lost => Taken is null ? Math.Max(Missing, SamplerLost + ServerLost) : Missing;
}
