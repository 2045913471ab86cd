namespace Damon.Sampler.Interop;

/// <summary>The kernel's CPU clock of another process: exact, and one call.</summary>
internal static class ProcessClock
{
    private const int ClockScheduled = 2;

    /// <summary>CPU time that all threads of a process have used, nanoseconds; 0 when it is gone.</summary>
    public static long CpuNs(int pid)
        // As the kernel's MAKE_PROCESS_CPUCLOCK does it: the pid inverted, above the kind of clock.
        => MonotonicClock.Read((~pid << 3) | ClockScheduled);
}
