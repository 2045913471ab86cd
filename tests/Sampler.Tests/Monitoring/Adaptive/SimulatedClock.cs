using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

/// <summary>Time that passes when somebody waits for it.</summary>
internal sealed class SimulatedClock : IMonitoringClock
{
    private long _nowNs = 1_000_000_000;

    public long NowNs
    {
        get => _nowNs += LookNs;
        set => _nowNs = value;
    }

    /// <summary>Time that passes between two looks at the clock.</summary>
    public long LookNs { get; set; }

    public long UnixUs => NowNs / 1_000;

    public long CpuNs { get; set; }

    /// <summary>CPU time of a wake-up.</summary>
    public long WakeNs { get; set; }

    public bool WaitUntil(long deadlineNs)
    {
        NowNs = Math.Max(NowNs, deadlineNs);
        CpuNs += WakeNs;
        return true;
    }

    public void Wake()
    {
    }
}
