using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// Samples every region at every sampling interval, as mm/damon does. Deadlines advance by the sampling interval, so that
/// late wake-ups don't add up; intervals are counted in ticks, not in time.
/// </summary>
internal sealed class KernelPlan(MonitoringContext context, IMonitoringClock clock, KernelAccounts? accounts = null) : ISamplingPlan
{
    private bool _isRunning;

    /// <inheritdoc/>
    public int TargetCount => context.Targets.Count;

    /// <inheritdoc/>
    public string? Fault => context.Fault;

    /// <inheritdoc/>
    public long DeadlineNs { get; private set; }

    /// <inheritdoc/>
    public CostReport? Cost => accounts?.Report;

    private long IntervalNs => context.Attributes.SamplingIntervalUs * 1_000;

    /// <inheritdoc/>
    public void Start()
    {
        _isRunning = true;
        accounts?.Begin();
        context.Start(clock.UnixUs);
        DeadlineNs = clock.NowNs + IntervalNs;
    }

    /// <inheritdoc/>
    public void Step()
    {
        context.Tick(clock.UnixUs);
        DeadlineNs += IntervalNs;
        var behind = clock.NowNs - DeadlineNs;
        if (behind > IntervalNs)
        {
            // A burst of ticks would count accesses over no time at all.
            var missed = behind / IntervalNs;
            DeadlineNs += missed * IntervalNs;
            context.Missed(missed);
        }

        accounts?.Settle();
    }

    /// <inheritdoc/>
    public void Change(MonitoringAttributes next)
    {
        context.Change(next, clock.UnixUs);
        DeadlineNs = clock.NowNs + IntervalNs;
    }

    /// <inheritdoc/>
    public void Join(int index, ITargetOperations operations)
    {
        var target = new Target(index, accounts?.Count(operations) ?? operations);
        if (_isRunning)
        {
            context.Join(target);
        }
        else
        {
            context.Add(target);
        }
    }

    /// <inheritdoc/>
    public void Charge(long cpuNs) => accounts?.Charge(cpuNs);

    /// <inheritdoc/>
    public void Close()
    {
        context.Close();
        accounts?.Dispose();
    }
}
