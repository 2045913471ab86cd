namespace Damon.Server.History;

/// <summary>One item of the writer's queue.</summary>
/// <param name="Snapshot">A snapshot to store.</param>
/// <param name="Mappings">Mappings to store.</param>
/// <param name="Committed">Completed once it and everything before it are committed.</param>
internal readonly record struct HistoryItem(StoredSnapshot? Snapshot = null, StoredMappings? Mappings = null, TaskCompletionSource? Committed = null);
