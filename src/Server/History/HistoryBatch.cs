namespace Damon.Server.History;

/// <summary>What is stored in one transaction: first the sessions, then what belongs to them.</summary>
/// <param name="Sessions">Sessions as they stand now; new, or to replace what is stored.</param>
/// <param name="Snapshots">Snapshots.</param>
/// <param name="Mappings">Mappings.</param>
/// <param name="Idle">How long memory has not been accessed.</param>
internal sealed record HistoryBatch(IReadOnlyList<StoredSession> Sessions, IReadOnlyList<StoredSnapshot> Snapshots, IReadOnlyList<StoredMappings> Mappings, IReadOnlyList<StoredIdle> Idle);
