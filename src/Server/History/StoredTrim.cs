namespace Damon.Server.History;

/// <summary>What was deleted of a session's beginning.</summary>
/// <param name="Session">The session's key.</param>
/// <param name="Snapshots">Snapshots deleted.</param>
/// <param name="FirstUs">From when on anything is told of it still, Unix microseconds: means are kept longer; null when nothing is.</param>
/// <param name="KeptFromUs">Start of the first snapshot that is left; null when none is.</param>
internal readonly record struct StoredTrim(long Session, long Snapshots, long? FirstUs, long? KeptFromUs);
