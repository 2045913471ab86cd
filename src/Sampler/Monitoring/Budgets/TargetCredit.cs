namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>What a target may lose by being monitored: a share of its own CPU time.</summary>
/// <param name="cpuNs">CPU time it has used so far, nanoseconds.</param>
internal sealed class TargetCredit(long cpuNs)
{
    /// <summary>Seconds of the budget that may be spent ahead.</summary>
    private const double Ahead = 3;

    private const double Whole = 100;
    private const double NsPerSecond = 1e9;

    private const double NsPerUs = 1_000;

    private readonly Smoothed _running = new(0.2);
    private readonly Smoothed _lossNs = new(0.05);
    private readonly Smoothed _usedNs = new(0.05);
    private readonly Smoothed _apartNs = new(0.05);
    private readonly Smoothed _intervalNs = new(0.05);
    private Credit? _credit;
    private long _cpuNs = cpuNs;
    private double _lostNs;
    private double _lostApartNs;

    /// <summary>Cores it keeps busy.</summary>
    public double Running => _running.Value;

    /// <summary>What it loses, in % of its CPU time.</summary>
    public double Percent => _usedNs.Value <= 0 ? 0 : Whole * _lossNs.Value / _usedNs.Value;

    /// <summary>An interval has passed.</summary>
    /// <param name="cpuNs">CPU time it has used by now, nanoseconds.</param>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The budget in % of its CPU time; 0 for no bound.</param>
    public void Settle(long cpuNs, double intervalNs, double percent)
    {
        var used = Math.Max(0, cpuNs - _cpuNs);
        _cpuNs = cpuNs;
        _running.Add(used / intervalNs);
        _usedNs.Add(used);
        _lossNs.Add(_lostNs + _lostApartNs);
        _apartNs.Add(_lostApartNs);
        _intervalNs.Add(intervalNs);
        _credit ??= new Credit(Ahead * percent / Whole * Math.Max(used / intervalNs, 0.1) * NsPerSecond);
        _credit.Settle((percent / Whole * used) - (Apart * intervalNs), _lostNs, Ahead * percent / Whole * Math.Max(_running.Value, 0.01) * NsPerSecond);
        (_lostNs, _lostApartNs) = (0, 0);
    }

    /// <summary>Pages of it were made old in the running interval.</summary>
    /// <param name="advices">How many advices that took.</param>
    /// <param name="costs">What single steps cost on this host.</param>
    public void Advised(int advices, StepCosts costs) => _lostNs += advices * LossNs(costs);

    /// <summary>It has lost something to what is planned apart, in bursts: what that takes on the average is not there for the rest.</summary>
    /// <param name="flushes">Flushes, each for pages made old in bulk.</param>
    /// <param name="accesses">Accesses to pages that had been made old.</param>
    /// <param name="costs">What single steps cost on this host.</param>
    public void Lost(int flushes, int accesses, StepCosts costs) => _lostApartNs += (flushes * FlushNs(costs)) + (accesses * AccessNs(costs));

    /// <summary>What a flush takes from it, nanoseconds.</summary>
    public double FlushNs(StepCosts costs) => NsPerUs * Math.Min(1, Running) * costs.FlushUs;

    /// <summary>What the next access to a page that was made old takes from it, nanoseconds.</summary>
    public double AccessNs(StepCosts costs) => NsPerUs * Math.Min(1, Running) * costs.ReaccessUs;

    /// <summary>The same of something else that is planned apart.</summary>
    public void Lost(double ns) => _lostApartNs += ns;

    /// <summary>What a sweep takes from it, nanoseconds: it waits for the lock, and accesses pages anew.</summary>
    public double LossNs(double lockNs, double accessed, StepCosts costs)
        => Math.Min(1, Running) * (lockNs + (accessed * costs.ReaccessUs * NsPerUs));

    /// <summary>Time in which a share of its CPU time pays for a loss, nanoseconds; 0 for no bound.</summary>
    public double Pays(double lossNs, double percent) => percent <= 0 ? 0 : lossNs / (percent / Whole * Math.Max(_running.Value, 0.01));

    /// <summary>Clears that the next interval may make.</summary>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The budget in % of its CPU time; 0 for no bound.</param>
    /// <param name="costs">What single steps cost on this host.</param>
    public double Allow(double intervalNs, double percent, StepCosts costs)
    {
        var loss = LossNs(costs);
        return percent <= 0 || _credit is null || loss <= 0 ? double.PositiveInfinity
            : Math.Max(0, _credit.Allow(((percent / Whole * _running.Value) - Apart) * intervalNs)) / loss;
    }

    /// <summary>Advices a second that the budget pays for in the long run; infinite for no bound.</summary>
    public double Sustained(double percent, StepCosts costs)
    {
        var loss = LossNs(costs);
        return percent <= 0 || loss <= 0 ? double.PositiveInfinity : Math.Max(0, (percent / Whole * Math.Max(_running.Value, 0.01)) - Apart) * NsPerSecond / loss;
    }

    // What is planned apart takes, nanoseconds of its CPU time a nanosecond.
    private double Apart => _intervalNs.Value <= 0 ? 0 : _apartNs.Value / _intervalNs.Value;

    // A flush where it runs, and a slower access.
    private double LossNs(StepCosts costs) => FlushNs(costs) + AccessNs(costs);
}
