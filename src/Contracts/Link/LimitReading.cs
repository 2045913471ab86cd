using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>The memory limit that bounds a target or a group of a session, as the sampler's host tells it.</summary>
/// <param name="Target">Index of the target; null for a group.</param>
/// <param name="Group">Index of the session's group; null for a target.</param>
/// <param name="Cgroup">Path of the control group that has the limit; without a limit the one that memory is charged to.</param>
/// <param name="Version">Version of its hierarchy, 1 or 2.</param>
/// <param name="LimitBytes">The limit, bytes; null when there is none.</param>
/// <param name="CurrentBytes">What is charged to that control group and those below it, bytes.</param>
[MessagePackObject]
public sealed record LimitReading(
    [property: Key(0)] int? Target,
    [property: Key(1)] int? Group,
    [property: Key(2)] string Cgroup,
    [property: Key(3)] int Version,
    [property: Key(4)] long? LimitBytes,
    [property: Key(5)] long CurrentBytes);
