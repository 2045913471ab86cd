using Damon.Sampler.Interop;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Sessions;

/// <summary>Work of a session beside its sampling: its CPU time is told, and counts against the session's budget. From any thread.</summary>
internal sealed class MeteredWork(ISnapshotSource source, TimeProvider time)
{
    private long _cpuNs;

    /// <summary>CPU time spent so far, nanoseconds.</summary>
    public long CpuNs => Interlocked.Read(ref _cpuNs);

    /// <summary>Does something on the calling thread; tells how long it took.</summary>
    public TimeSpan Do(Action work)
    {
        var (before, cpuBefore) = (time.GetTimestamp(), MonotonicClock.ThreadCpuNs);
        work();
        var spent = MonotonicClock.ThreadCpuNs - cpuBefore;
        Interlocked.Add(ref _cpuNs, spent);
        source.Charge(spent);
        return time.GetElapsedTime(before);
    }
}
