using Damon.Contracts.Monitoring;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>One snapshot of several that are pushed together.</summary>
/// <param name="SessionId">Which session it belongs to.</param>
/// <param name="Snapshot">The snapshot.</param>
[MessagePackObject]
public sealed record SnapshotPush([property: Key(0)] string SessionId, [property: Key(1)] Snapshot Snapshot);
