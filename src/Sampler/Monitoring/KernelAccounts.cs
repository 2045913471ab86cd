using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// Tells what a session of the kernel's plan costs. It bounds nothing: every region is sampled at every tick. What it takes
/// is missing from what all sessions together may take.
/// </summary>
/// <param name="share">The session's part of the bound over all sessions.</param>
/// <param name="costs">What single steps cost on this host, as it is known now.</param>
/// <param name="clock">Time, and the CPU time of the thread that samples.</param>
internal sealed class KernelAccounts(BudgetShare share, Func<StepCosts> costs, IMonitoringClock clock) : IDisposable
{
    /// <summary>How often it is summed up, nanoseconds.</summary>
    private const long PeriodNs = 100_000_000;

    private const double Whole = 100;

    private readonly SessionMeter _meter = new(clock);
    private readonly Smoothed _percent = new(0.05);
    private readonly List<Counted> _targets = [];
    private long _startNs;
    private volatile CostReport? _report;

    /// <summary>What the session costs now; null before that is known. From any thread.</summary>
    public CostReport? Report => _report;

    /// <summary>Has what is done to a target counted.</summary>
    public ITargetOperations Count(ITargetOperations operations)
    {
        var counted = new Counted(operations);
        _targets.Add(counted);
        return counted;
    }

    /// <summary>Begins to count, on the thread that does the work.</summary>
    public void Begin()
    {
        _startNs = clock.NowNs;
        _meter.Begin();
    }

    /// <summary>CPU time was spent elsewhere. From any thread.</summary>
    public void Charge(long cpuNs) => _meter.Charge(cpuNs);

    /// <summary>A tick has passed: sums up when it is time.</summary>
    public void Settle()
    {
        var interval = clock.NowNs - _startNs;
        if (interval < PeriodNs)
        {
            return;
        }

        _startNs += interval;
        var (checks, loss) = (0, 0.0);
        foreach (var target in _targets)
        {
            checks += target.Checks;
            _meter.Advised(target.Advices);
            loss = Math.Max(loss, target.Settle(interval, costs()));
        }

        _targets.RemoveAll(static target => target.IsClosed);
        var cpu = _meter.EndInterval(interval, checks);
        _percent.Add(Whole * cpu / interval);
        _ = share.Percent(budget: 0, _percent.Value);
        _report = new CostReport(_percent.Value, loss, _meter.ClearsPerSecond, _meter.ChecksPerSecond, CycleS: null, LimitedBy: null);
    }

    /// <inheritdoc/>
    public void Dispose() => share.Dispose();

    /// <summary>A target, and what was done to it since it was last summed up.</summary>
    private sealed class Counted(ITargetOperations operations) : ITargetOperations
    {
        private readonly TargetCredit _credit = new(operations.Pages?.TargetCpuNs ?? 0);

        /// <summary>Pages made old.</summary>
        public int Advices { get; private set; }

        /// <summary>Pages looked at.</summary>
        public int Checks { get; private set; }

        /// <summary>Whether it has been let go.</summary>
        public bool IsClosed { get; private set; }

        /// <inheritdoc/>
        public bool IsValid => operations.IsValid;

        /// <inheritdoc/>
        public IPageOperations? Pages => operations.Pages;

        /// <inheritdoc/>
        public void ReadRanges(RangeList ranges) => operations.ReadRanges(ranges);

        /// <inheritdoc/>
        public int Tick(Span<AccessAnswer> answers, ReadOnlySpan<ulong> prepare)
        {
            var advices = operations.Tick(answers, prepare);
            (Advices, Checks) = (Advices + advices, Checks + answers.Length);
            return advices;
        }

        /// <summary>Begins to count anew; tells what the target loses, % of its CPU time.</summary>
        public double Settle(double intervalNs, StepCosts costs)
        {
            if (!IsClosed && Pages is { } pages)
            {
                _credit.Advised(Advices, costs);
                _credit.Settle(pages.TargetCpuNs, intervalNs, percent: 0);
            }

            (Advices, Checks) = (0, 0);
            return _credit.Percent;
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            IsClosed = true;
            operations.Dispose();
        }
    }
}
