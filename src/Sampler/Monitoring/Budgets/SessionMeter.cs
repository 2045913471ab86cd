namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>Counts what a session does and what it costs, by the interval and smoothed.</summary>
internal sealed class SessionMeter(IMonitoringClock clock)
{
    private const double NsPerSecond = 1e9;

    private readonly Smoothed _clears = new(0.05);
    private readonly Smoothed _checks = new(0.05);
    private readonly Smoothed _intervals = new(0.05);
    private readonly Smoothed _lookNs = new(0.1);
    private long _charged;
    private long _lastCpuNs;
    private int _advices;

    /// <summary>Clears a second.</summary>
    public double ClearsPerSecond => _intervals.Value <= 0 ? 0 : _clears.Value / _intervals.Value * NsPerSecond;

    /// <summary>Looks at pages a second.</summary>
    public double ChecksPerSecond => _intervals.Value <= 0 ? 0 : _checks.Value / _intervals.Value * NsPerSecond;

    /// <summary>CPU time of one look at a page, nanoseconds.</summary>
    public double LookNs => _lookNs.Value;

    /// <summary>Begins to count, on the thread that does the work.</summary>
    public void Begin() => _lastCpuNs = clock.CpuNs;

    /// <summary>CPU time was spent elsewhere. From any thread.</summary>
    public void Charge(long cpuNs) => Interlocked.Add(ref _charged, cpuNs);

    /// <summary>Advices were made.</summary>
    public void Advised(int advices) => _advices += advices;

    /// <summary>Pages were looked at.</summary>
    public void Looked(int pages, long cpuNs)
    {
        if (pages > 0)
        {
            _lookNs.Add(cpuNs / (double)pages);
        }
    }

    /// <summary>An interval has passed.</summary>
    /// <returns>CPU time taken in it, nanoseconds.</returns>
    public double EndInterval(double intervalNs, int checks)
    {
        var now = clock.CpuNs;
        var cpu = now - _lastCpuNs + Interlocked.Exchange(ref _charged, 0);
        _lastCpuNs = now;
        _intervals.Add(intervalNs);
        _clears.Add(_advices);
        _checks.Add(checks);
        _advices = 0;
        return cpu;
    }
}
