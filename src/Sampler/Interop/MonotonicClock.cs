using System.Runtime.InteropServices;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Interop;

/// <summary>Linux' clocks: waits for absolute deadlines, as exactly as the kernel can, and tells a thread's CPU time.</summary>
internal sealed partial class MonotonicClock(TimeProvider time) : IMonitoringClock, IDisposable
{
    private const int ClockMonotonic = 1;
    private const int ClockThreadCpuTime = 3;
    private const int SetTimerSlack = 29;

    private readonly UnixTimeline _timeline = new(time);
    private readonly WakeEvent _wakeUp = new();

    [ThreadStatic]
    private static bool _slackIsSet;

    /// <summary>CPU time the calling thread has used, nanoseconds.</summary>
    public static long ThreadCpuNs => Read(ClockThreadCpuTime);

    /// <inheritdoc/>
    public long NowNs => Read(ClockMonotonic);

    /// <inheritdoc/>
    public long CpuNs => ThreadCpuNs;

    /// <inheritdoc/>
    public long UnixUs => _timeline.At(NowNs);

    /// <inheritdoc/>
    public bool WaitUntil(long deadlineNs)
    {
        if (!_slackIsSet)
        {
            // The kernel may delay a sleeper by its timer slack (50 us) to save wake-ups; sampling wants its moment.
            _ = Prctl(SetTimerSlack, 1, 0, 0, 0);
            _slackIsSet = true;
        }

        while (true)
        {
            var left = deadlineNs - NowNs;
            if (_wakeUp.Wait(Math.Max(0, left)))
            {
                return false;
            }

            // A signal ends a wait early.
            if (left <= 0 || NowNs >= deadlineNs)
            {
                return true;
            }
        }
    }

    /// <inheritdoc/>
    public void Wake() => _wakeUp.Set();

    /// <inheritdoc/>
    public void Dispose() => _wakeUp.Dispose();

    /// <summary>A clock of the kernel, nanoseconds; 0 when there is none of that number.</summary>
    internal static long Read(int clock)
    {
        return ClockGettime(clock, out var now) != 0 ? 0 : now.Ns;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    [SuppressGCTransition]
    private static partial int ClockGettime(int clock, out Timespec time);

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Prctl(int option, ulong a, ulong b, ulong c, ulong d);
}
