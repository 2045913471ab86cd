namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>What a target may lose by being monitored: a share of its own CPU time.</summary>
/// <param name="cpuNs">CPU time it has used so far, nanoseconds.</param>
internal sealed class TargetCredit(long cpuNs)
{
    /// <summary>Seconds of the budget that may be spent ahead.</summary>
    private const double Ahead = 3;

    private const double Whole = 100;
    private const double NsPerSecond = 1e9;

    private readonly Smoothed _running = new(0.2);
    private readonly Smoothed _lossNs = new(0.05);
    private readonly Smoothed _usedNs = new(0.05);
    private Credit? _credit;
    private long _cpuNs = cpuNs;

    /// <summary>Cores it keeps busy.</summary>
    public double Running => _running.Value;

    /// <summary>What it loses, in % of its CPU time.</summary>
    public double Percent => _usedNs.Value <= 0 ? 0 : Whole * _lossNs.Value / _usedNs.Value;

    /// <summary>An interval has passed.</summary>
    /// <param name="cpuNs">CPU time it has used by now, nanoseconds.</param>
    /// <param name="lossNs">What it is thought to have lost in the interval, nanoseconds.</param>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The budget in % of its CPU time; 0 for no bound.</param>
    public void Settle(long cpuNs, double lossNs, double intervalNs, double percent)
    {
        var used = Math.Max(0, cpuNs - _cpuNs);
        _cpuNs = cpuNs;
        _running.Add(used / intervalNs);
        _usedNs.Add(used);
        _lossNs.Add(lossNs);
        _credit ??= new Credit(Ahead * percent / Whole * Math.Max(used / intervalNs, 0.1) * NsPerSecond);
        _credit.Settle(percent / Whole * used, lossNs, Ahead * percent / Whole * Math.Max(_running.Value, 0.01) * NsPerSecond);
    }

    /// <summary>What the next interval may take from it, nanoseconds.</summary>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The budget in % of its CPU time; 0 for no bound.</param>
    public double Allow(double intervalNs, double percent)
        => percent <= 0 || _credit is null ? double.PositiveInfinity : _credit.Allow(percent / Whole * _running.Value * intervalNs);
}
