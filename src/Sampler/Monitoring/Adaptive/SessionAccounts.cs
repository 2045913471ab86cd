using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>What a session may spend and has spent: the sampler's account, those of the targets, and the report of both.</summary>
internal sealed class SessionAccounts(AdaptiveServices services, IMonitoringClock clock)
{
    /// <summary>What remains of the clears when the host is short of memory.</summary>
    private const double PartUnderPressure = 0.25;

    /// <summary>Part of the sampler's budget that may go into wake-ups for sampling intervals; one there is always.</summary>
    private const double PartForRates = 0.3;

    /// <summary>Part of the clears that may go into the panel.</summary>
    private const double PartForPanel = 0.2;

    /// <summary>Parts of the budgets that may go into sweeps of shared memory.</summary>
    private const double PartForSweeps = 0.2;

    private const double PartOfTargetForSweeps = 0.4;

    /// <summary>Wake-ups that a sampling interval takes: its beginning and its end.</summary>
    private const int StepsOfRate = 2;

    /// <summary>Of more targets the CPU time is read once a second.</summary>
    private const int Few = 32;

    private const double Whole = 100;
    private const double NsPerSecond = 1e9;

    /// <summary>Time between two reports: nobody reads them ten times a second.</summary>
    private const long ReportNs = 500_000_000;

    private readonly SamplerCredit _credit = new(services.Share, services.Costs().AdviceUs);
    private readonly SessionMeter _meter = new(clock);
    private readonly Smoothed _ofRegions = new(0.05);
    private int _regionsAdvices;
    private long _reportNs;
    private double _unsettledNs;
    private double _clearsInPlenty = double.PositiveInfinity;
    private volatile CostReport? _report;

    /// <summary>What the session costs now; null before that is known. From any thread.</summary>
    public CostReport? Report => _report;

    /// <summary>CPU time of one look at a page, nanoseconds.</summary>
    public double LookNs => _meter.LookNs;

    /// <summary>Clears that the sampler's account allows in the running interval, over all targets.</summary>
    public double Clears { get; private set; }

    /// <summary>What single steps cost on this host.</summary>
    public StepCosts Costs => services.Costs();

    /// <summary>Begins to count, on the thread that does the work.</summary>
    public void Begin() => _meter.Begin();

    /// <summary>CPU time was spent elsewhere. From any thread.</summary>
    public void Charge(long cpuNs) => _meter.Charge(cpuNs);

    /// <summary>Decides how much the next interval may spend.</summary>
    public void Allow(double intervalNs, MonitoringBudget budget)
    {
        Clears = _credit.Allow(intervalNs, budget.SamplerPercent);
        if (services.IsShortOfMemory)
        {
            Clears = Math.Min(Clears, _clearsInPlenty) * PartUnderPressure;
        }
        else
        {
            _clearsInPlenty = _ofRegions.Value > 0 ? Math.Max(1, _ofRegions.Value) : double.PositiveInfinity;
        }
    }

    /// <summary>Clears of a target that its own account allows in the next interval.</summary>
    public double AllowOf(AdaptiveTarget target, double intervalNs, MonitoringBudget budget)
        => target.Credit.Allow(intervalNs, budget.TargetPercent, services.Costs());

    /// <inheritdoc cref="SamplerCredit.Rests"/>
    public int Rests(double intervalNs, MonitoringBudget budget) => _credit.Rests(intervalNs, budget.SamplerPercent);

    /// <summary>Sampling intervals that the next aggregation interval can pay for, from 1 on.</summary>
    /// <param name="intervalNs">Length of the aggregation interval.</param>
    /// <param name="budget">The session's budget.</param>
    /// <param name="last">How many the last one had.</param>
    public int Rates(double intervalNs, MonitoringBudget budget, int last)
    {
        var allowed = _credit.Allowed(budget.SamplerPercent) / Whole * intervalNs;
        var stepNs = _credit.BusyNs / (1 + (StepsOfRate * last));
        return services.IsShortOfMemory || stepNs <= 0 ? 1 : (int)Math.Clamp(PartForRates * allowed / (StepsOfRate * stepNs), 1, RateTicks.Most);
    }

    /// <summary>
    /// Clears a second that the panel of a target may take on the average: a part of what both accounts go on paying for. None
    /// while the sampler's account pays for nothing.
    /// </summary>
    /// <param name="target">The target.</param>
    /// <param name="part">Its part of what the sampler's account pays for, 0 .. 1.</param>
    /// <param name="intervalNs">Length of an aggregation interval.</param>
    /// <param name="budget">The session's budget.</param>
    public double PanelClears(AdaptiveTarget target, double part, double intervalNs, MonitoringBudget budget)
    {
        var bySampler = Math.Min(_credit.Sustained(intervalNs, budget.SamplerPercent), Clears * NsPerSecond / intervalNs);
        var byTarget = target.Credit.Sustained(budget.TargetPercent, services.Costs());
        return PartForPanel * Math.Min(part * bySampler, byTarget);
    }

    /// <summary>What remains of a session's clears: a part where the host is short of memory.</summary>
    public double Remaining => services.IsShortOfMemory ? PartUnderPressure : 1;

    /// <summary>Has pages of a target made old for its regions, and counts what that took; tells how many advices.</summary>
    public int Advise(AdaptiveTarget target, Func<int> advise)
    {
        var advices = AdviseForPanel(target, advise);
        _regionsAdvices += advices;
        return advices;
    }

    /// <summary>The same for its panel.</summary>
    public int AdviseForPanel(AdaptiveTarget target, Func<int> advise)
    {
        var before = clock.CpuNs;
        var advices = advise();
        var cpuNs = clock.CpuNs - before;
        _credit.Advised(advices, cpuNs);
        _meter.Advised(advices);
        target.Credit.Advised(advices, services.Costs());
        return advices;
    }

    /// <summary>Time after which the budgets have paid for a sweep, nanoseconds.</summary>
    /// <param name="target">The target.</param>
    /// <param name="cpuNs">The sampler's CPU time of its sweep, during which it is held up.</param>
    /// <param name="allNs">The same of all sweeps of the session.</param>
    /// <param name="accessed">Pages that it will access anew.</param>
    /// <param name="budget">The session's budget.</param>
    public double SweepNs(AdaptiveTarget target, double cpuNs, double allNs, double accessed, MonitoringBudget budget)
        => Math.Max(
            allNs / (PartForSweeps * _credit.Allowed(budget.SamplerPercent) / Whole),
            target.Credit.Pays(target.Credit.LossNs(cpuNs, accessed, Costs), PartOfTargetForSweeps * budget.TargetPercent)) / Remaining;

    /// <summary>A target has been swept.</summary>
    public void Swept(AdaptiveTarget target, long cpuNs, double accessed)
    {
        _credit.Apart(cpuNs);
        target.Credit.Lost(target.Credit.LossNs(cpuNs, accessed, Costs));
    }

    /// <summary>What the session may take of the sampler, % of a core; infinite for no bound.</summary>
    public double AllowedPercent(MonitoringBudget budget) => _credit.Allowed(budget.SamplerPercent);

    /// <summary>A lens has taken something: it has a part of the budget of its own, and says nothing of what other advices take.</summary>
    /// <param name="target">What it looks at.</param>
    /// <param name="cpuNs">CPU time of the sampler.</param>
    /// <param name="advices">Advices made, each over many pages.</param>
    /// <param name="accesses">Pages found accessed that had been made old.</param>
    public void SpendOnLens(AdaptiveTarget target, long cpuNs, int advices, int accesses)
    {
        _credit.Apart(cpuNs);
        _meter.Advised(advices);
        target.Credit.Lost(advices, accesses, services.Costs());
    }

    /// <summary>Has pages looked at, and counts what that took.</summary>
    public void Look(Func<int> look)
    {
        var before = clock.CpuNs;
        var pages = look();
        _meter.Looked(pages, clock.CpuNs - before);
    }

    /// <summary>An interval has ended.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="startNs">When it began.</param>
    /// <param name="lengthNs">How long it should have been.</param>
    /// <param name="attributes">The attributes in force.</param>
    /// <param name="isRest">Whether no samples were taken in it.</param>
    public void Settle(IReadOnlyList<AdaptiveTarget> targets, long startNs, long lengthNs, MonitoringAttributes attributes, bool isRest)
    {
        var now = clock.NowNs;
        var interval = Math.Max(1, now - startNs);
        var checks = targets.Sum(static target => target.TakeLooks());
        _credit.Settle(_meter.EndInterval(interval, checks), interval, attributes.Budget.SamplerPercent, isRest);
        _unsettledNs += interval;
        _ofRegions.Add(_regionsAdvices);
        _regionsAdvices = 0;
        if (!isRest && (targets.Count <= Few || _unsettledNs >= NsPerSecond))
        {
            // A rest is to cost a wake-up and little else.
            SettleTargets(targets, attributes);
        }

        if (now - _reportNs >= ReportNs || _report is null)
        {
            _reportNs = now;
            _report = CostWords.Report(attributes, targets, _credit, _meter, services, lengthNs, Clears);
        }
    }

    private void SettleTargets(IReadOnlyList<AdaptiveTarget> targets, MonitoringAttributes attributes)
    {
        foreach (var target in targets)
        {
            target.Credit.Settle(target.CpuNs, _unsettledNs, attributes.Budget.TargetPercent);
        }

        _unsettledNs = 0;
    }
}
