namespace Damon.Contracts.Rest;

/// <summary>A memory limit.</summary>
public sealed record MemoryLimit(int? Target, int? Group, string Cgroup, int Version, long? LimitBytes, long CurrentBytes);
