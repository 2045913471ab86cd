namespace Damon.Contracts.Rest.Limits;

/// <summary>A memory limit.</summary>
public sealed record MemoryLimit(int? Target, int? Group, string Cgroup, int Version, long? LimitBytes, long CurrentBytes);
