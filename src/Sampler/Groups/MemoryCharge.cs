namespace Damon.Sampler.Groups;

/// <summary>What memory is charged to, and how much of it there may be.</summary>
/// <param name="Cgroup">Path of the control group that has the limit; without a limit the one that memory is charged to.</param>
/// <param name="IsUnified">Whether it is of version 2.</param>
/// <param name="LimitBytes">The limit, bytes; null when there is none.</param>
/// <param name="CurrentBytes">What is charged to that control group and those below it, bytes.</param>
internal sealed record MemoryCharge(string Cgroup, bool IsUnified, long? LimitBytes, long CurrentBytes);
