using System.Runtime.InteropServices;

namespace Damon.Sampler.Interop;

/// <summary>The kernel's CPU clock of another process: exact, and one call.</summary>
internal static partial class ProcessClock
{
    private const int ClockScheduled = 2;
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>CPU time that all threads of a process have used, nanoseconds; 0 when it is gone.</summary>
    public static long CpuNs(int pid)
        // As the kernel's MAKE_PROCESS_CPUCLOCK does it: the pid inverted, above the kind of clock.
        => ClockGettime((~pid << 3) | ClockScheduled, out var now) == 0 ? (now.Seconds * NsPerSecond) + now.Nanoseconds : 0;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGettime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Timespec(long Seconds, long Nanoseconds);
}
