namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>What the sampler may spend on one session: a share of a core, kept by watching its own CPU time.</summary>
internal sealed class SamplerCredit
{
    /// <summary>Advices from which on a call tells what one takes: a call has a part of its own, whatever it asks for.</summary>
    private const int Enough = 32;

    /// <summary>
    /// A single interval counts at most for so many times the usual: the host's bursts are no habit. What comes once a second
    /// is one of ten intervals, and must count in full.
    /// </summary>
    private const double Burst = 16;

    private const double Ahead = 3;
    private const double MostOverhead = 0.6;
    private const double MostSpent = 0.9;
    private const int MostRests = 9;
    private const double StartNs = 1e9;
    private const double Whole = 100;
    private const double NsPerSecond = 1e9;
    private const double NsPerUs = 1_000;

    private readonly BudgetShare _share;
    private readonly Smoothed _adviceNs = new(0.1);
    private readonly Smoothed _overheadNs = new(0.2);
    private readonly Smoothed _busyNs = new(0.2);
    private readonly Smoothed _restNs = new(0.2);
    private readonly Smoothed _samplesNs = new(0.2);
    private readonly Smoothed _percent = new(0.05);
    private readonly Smoothed _apartNs = new(0.05);
    private double _startNs;
    private double _advisedNs;
    private double _spentApartNs;
    private Credit? _credit;

    /// <param name="share">This session's part of what all may take.</param>
    /// <param name="adviceUs">Measured CPU time of an advice, microseconds, before any was seen here.</param>
    public SamplerCredit(BudgetShare share, double adviceUs)
    {
        _share = share;
        _adviceNs.Start(adviceUs * NsPerUs);
    }

    /// <summary>CPU time that one advice more takes, nanoseconds.</summary>
    public double AdviceNs => _adviceNs.Value;

    /// <summary>CPU time taken, in % of a core.</summary>
    public double Percent => _percent.Value;

    /// <summary>What it takes beside advices in one interval, nanoseconds: wake-ups, looks, bookkeeping.</summary>
    public double OverheadNs => _overheadNs.Value;

    /// <summary>The same, of intervals in which samples are taken.</summary>
    public double BusyNs => _busyNs.Value;

    /// <summary>What the session may take, % of a core; infinite for no bound.</summary>
    /// <param name="percent">Its budget; 0 for no bound.</param>
    public double Allowed(double percent) => _share.Percent(percent, _percent.Value);

    /// <summary>Advices of a call were made in this CPU time.</summary>
    public void Advised(int advices, long cpuNs)
    {
        if (advices <= 0)
        {
            return;
        }

        // A call of few tells only that one takes no more than this. Else few advices would look dear, and become fewer still.
        var each = cpuNs / (double)advices;
        if (advices >= Enough || each < AdviceNs)
        {
            _adviceNs.Add(each);
        }

        _advisedNs += Math.Min(cpuNs, advices * AdviceNs);
    }

    /// <summary>CPU time was spent on something that is planned apart, in bursts: what it takes on the average is not there for the rest.</summary>
    public void Apart(long cpuNs) => _spentApartNs += cpuNs;

    /// <summary>
    /// Intervals to be left out after one in which samples are taken: some where wake-ups and looks alone take most of the
    /// budget, so that something remains for samples; no more than it takes to pay for the samples that are wanted.
    /// </summary>
    public int Rests(double intervalNs, double percent)
    {
        var whole = (_share.Percent(percent, _percent.Value) / Whole * intervalNs) - _apartNs.Value;
        return _credit is null ? 0
            : Math.Min(RestsToPay(BusyNs, MostOverhead * whole), RestsToPay(BusyNs + _samplesNs.Value, MostSpent * whole));
    }

    /// <summary>An interval has passed.</summary>
    /// <param name="cpuNs">CPU time taken in it, nanoseconds.</param>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The session's budget, % of a core; 0 for no bound.</param>
    /// <param name="isRest">Whether no samples were taken in it.</param>
    public void Settle(double cpuNs, double intervalNs, double percent, bool isRest)
    {
        _percent.Add(Whole * cpuNs / intervalNs);
        var overhead = Math.Max(0, cpuNs - _advisedNs - _spentApartNs);
        var spentNs = cpuNs - _spentApartNs;
        _apartNs.Add(_spentApartNs);
        _spentApartNs = 0;
        if (!isRest)
        {
            _samplesNs.Add(_advisedNs);
        }

        _advisedNs = 0;
        Learn(_overheadNs, overhead);
        Learn(isRest ? _restNs : _busyNs, overhead);
        var allowed = _share.Percent(percent, _percent.Value);
        if (_credit is null && (_startNs += intervalNs) < StartNs)
        {
            // What a program takes to get going is told, but not paid back: it would see nothing for seconds.
            return;
        }

        _credit ??= new Credit(Ahead * allowed / Whole * NsPerSecond);
        _credit.Settle((allowed / Whole * intervalNs) - _apartNs.Value, spentNs, Ahead * allowed / Whole * NsPerSecond);
    }

    /// <summary>Advices that the next interval may make.</summary>
    /// <param name="intervalNs">Length of the interval.</param>
    /// <param name="percent">The session's budget, % of a core; 0 for no bound.</param>
    public double Allow(double intervalNs, double percent)
    {
        var allowed = _share.Percent(percent, _percent.Value);
        return double.IsPositiveInfinity(allowed) ? double.PositiveInfinity
            : _credit is null ? Ahead * allowed / Whole * intervalNs / AdviceNs
            : Math.Max(0, _credit.Allow((allowed / Whole * intervalNs) - _apartNs.Value) - OverheadNs) / AdviceNs;
    }

    /// <summary>Advices a second that the budget pays for in the long run, beside everything else; infinite for no bound.</summary>
    /// <param name="intervalNs">Length of an aggregation interval.</param>
    /// <param name="percent">The session's budget, % of a core; 0 for no bound.</param>
    public double Sustained(double intervalNs, double percent)
    {
        var allowed = (_share.Percent(percent, _percent.Value) / Whole) - (_apartNs.Value / intervalNs);
        return double.IsPositiveInfinity(allowed) ? allowed
            : Math.Max((1 - MostOverhead) * allowed, allowed - (OverheadNs / intervalNs)) * NsPerSecond / AdviceNs;
    }

    // How many rests bring the mean of a busy interval and theirs down to so much.
    private int RestsToPay(double busyNs, double meanNs)
        => busyNs <= meanNs ? 0
            : meanNs <= _restNs.Value ? MostRests
            : (int)Math.Min(MostRests, Math.Ceiling((busyNs - meanNs) / (meanNs - _restNs.Value)));

    // While a program gets going, the cheapest interval comes nearest to what it will take.
    private void Learn(Smoothed mean, double ns)
    {
        if (mean.Value <= 0 || (_credit is null && ns < mean.Value))
        {
            mean.Start(ns);
        }
        else
        {
            mean.Add(Math.Min(ns, Burst * mean.Value));
        }
    }
}
