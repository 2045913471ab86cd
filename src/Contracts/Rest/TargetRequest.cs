namespace Damon.Contracts.Rest;

/// <summary>A process to monitor.</summary>
/// <param name="Pid">Its process id; required.</param>
/// <param name="StartTime">When given, the process must be the one that started then (within a second).</param>
public sealed record TargetRequest(int? Pid, DateTimeOffset? StartTime = null);
