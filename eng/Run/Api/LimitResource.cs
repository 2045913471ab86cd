namespace Damon.Run.Api;

/// <summary>The tightest limit of a control group and those above it.</summary>
/// <param name="Target">Index of the target it is for; null when it is for a group.</param>
/// <param name="Group">Index of the group it is for; null when it is for a target.</param>
/// <param name="Cgroup">The control group that has it.</param>
/// <param name="LimitBytes">The limit, bytes; null where there is none.</param>
/// <param name="CurrentBytes">What is charged to it now, bytes.</param>
internal sealed record LimitResource(int? Target, int? Group, string Cgroup, long? LimitBytes, long CurrentBytes);
