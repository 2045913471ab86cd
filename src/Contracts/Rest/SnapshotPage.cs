using Damon.Contracts.Monitoring;

namespace Damon.Contracts.Rest;

/// <summary>Stored snapshots in time order.</summary>
/// <param name="Snapshots">This page.</param>
/// <param name="Next">The next call's <c>cursor</c>; null at the end.</param>
public sealed record SnapshotPage(IReadOnlyList<Snapshot> Snapshots, string? Next);
