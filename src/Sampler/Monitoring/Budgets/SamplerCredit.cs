namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>What the sampler may spend on one session: a share of a core, kept by watching its own CPU time.</summary>
/// <param name="share">This session's part of what all may take.</param>
/// <param name="adviceUs">Measured CPU time of an advice, microseconds, before any was seen here.</param>
internal sealed class SamplerCredit(BudgetShare share, double adviceUs)
{
    private const double Ahead = 3;
    private const double MostOverhead = 0.6;
    private const int MostRests = 4;
    private const double StartNs = 1e9;
    private const double Whole = 100;
    private const double NsPerSecond = 1e9;

    private readonly Smoothed _adviceNs = new(0.1);
    private readonly Smoothed _overheadNs = new(0.2);
    private readonly Smoothed _busyNs = new(0.2);
    private readonly Smoothed _restNs = new(0.2);
    private readonly Smoothed _percent = new(0.05);
    private readonly double _firstAdviceNs = adviceUs * 1_000;
    private double _startNs;
    private Credit? _credit;

    /// <summary>CPU time of one advice, nanoseconds.</summary>
    public double AdviceNs => _adviceNs.Value > 0 ? _adviceNs.Value : _firstAdviceNs;

    /// <summary>CPU time taken, in % of a core.</summary>
    public double Percent => _percent.Value;

    /// <summary>What it takes beside advices in one interval, nanoseconds: wake-ups, looks, bookkeeping.</summary>
    public double OverheadNs => _overheadNs.Value;

    /// <summary>The same, of intervals in which samples are taken.</summary>
    public double BusyNs => _busyNs.Value;

    /// <summary>What the session may take, % of a core; infinite for no bound.</summary>
    /// <param name="percent">Its budget; 0 for no bound.</param>
    public double Allowed(double percent) => share.Percent(percent, _percent.Value);

    /// <summary>Advices of a call were made in this CPU time.</summary>
    public void Advised(int advices, long cpuNs)
    {
        if (advices > 0)
        {
            _adviceNs.Add(cpuNs / (double)advices);
        }
    }

    /// <summary>
    /// Intervals to be left out after one in which samples are taken: some where wake-ups and looks alone take most of the
    /// budget, so that something remains for samples.
    /// </summary>
    public int Rests(double intervalNs, double percent)
    {
        var most = MostOverhead * share.Percent(percent, _percent.Value) / Whole * intervalNs;
        return _credit is null || BusyNs <= most ? 0
            : most <= _restNs.Value ? MostRests
            : (int)Math.Min(MostRests, Math.Ceiling((BusyNs - most) / (most - _restNs.Value)));
    }

    /// <summary>An interval has passed.</summary>
    /// <param name="cpuNs">CPU time taken in it, nanoseconds.</param>
    /// <param name="adviceNs">Of it, for advices.</param>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The session's budget, % of a core; 0 for no bound.</param>
    /// <param name="isRest">Whether no samples were taken in it.</param>
    public void Settle(double cpuNs, double adviceNs, double intervalNs, double percent, bool isRest)
    {
        _percent.Add(Whole * cpuNs / intervalNs);
        var overhead = Math.Max(0, cpuNs - adviceNs);
        _overheadNs.Add(overhead);
        (isRest ? _restNs : _busyNs).Add(overhead);
        var allowed = share.Percent(percent, _percent.Value);
        if (_credit is null && (_startNs += intervalNs) < StartNs)
        {
            // What a program takes to get going is told, but not paid back: it would see nothing for seconds.
            return;
        }

        _credit ??= new Credit(Ahead * allowed / Whole * NsPerSecond);
        _credit.Settle(allowed / Whole * intervalNs, cpuNs, Ahead * allowed / Whole * NsPerSecond);
    }

    /// <summary>Advices that the next interval may make.</summary>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The session's budget, % of a core; 0 for no bound.</param>
    public double Allow(double intervalNs, double percent)
    {
        var allowed = share.Percent(percent, _percent.Value);
        return double.IsPositiveInfinity(allowed) ? double.PositiveInfinity
            : _credit is null ? Ahead * allowed / Whole * intervalNs / AdviceNs
            : Math.Max(0, _credit.Allow(allowed / Whole * intervalNs) - OverheadNs) / AdviceNs;
    }
}
