namespace Damon.Server.History;

/// <summary>What was deleted of a session's beginning.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Snapshots">Snapshots deleted.</param>
/// <param name="FirstUs">Start of the first that is left, Unix microseconds; null when none is.</param>
internal readonly record struct StoredTrim(long Session, long Snapshots, long? FirstUs);
