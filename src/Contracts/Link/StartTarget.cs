using MessagePack;

namespace Damon.Contracts.Link;

/// <summary>A process to monitor.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTime">When given, the process must have been started then (within a second).</param>
[MessagePackObject]
public sealed record StartTarget([property: Key(0)] int Pid, [property: Key(1)] DateTimeOffset? StartTime);
