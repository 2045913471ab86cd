namespace Damon.Server.History;

/// <summary>One item of the writer's queue; exactly one member is set.</summary>
/// <param name="Snapshot">A snapshot to store.</param>
/// <param name="Mappings">Mappings to store.</param>
/// <param name="Flushed">Completed once everything before it is committed.</param>
internal readonly record struct HistoryWrite(SnapshotRow? Snapshot = null, MappingRow? Mappings = null, TaskCompletionSource? Flushed = null);
