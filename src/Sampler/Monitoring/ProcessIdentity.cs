namespace Damon.Sampler.Monitoring;

/// <summary>A process beyond doubt: kernels use a pid again, but not with the same start time.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="StartTicks">Start time in clock ticks since boot, field 22 of <c>/proc/PID/stat</c>.</param>
public readonly record struct ProcessIdentity(int Pid, ulong StartTicks);
