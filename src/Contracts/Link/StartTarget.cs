using Damon.Model.Groups;
using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>A process to monitor, or a group whose processes are to be.</summary>
/// <param name="Pid">Process id; 0 for a group.</param>
/// <param name="StartTime">When given, the process must have been started then (within a second).</param>
/// <param name="Kind">How the group is named; null for a process.</param>
/// <param name="Group">The group's path, unit, container or pattern; null for a process.</param>
[MessagePackObject]
public sealed record StartTarget(
    [property: Key(0)] int Pid,
    [property: Key(1)] DateTimeOffset? StartTime,
    [property: Key(2)] GroupKind? Kind = null,
    [property: Key(3)] string? Group = null);
