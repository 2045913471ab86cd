using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Operations.Costs;

/// <summary>What single steps of monitoring cost on this host, as far as it is known. From any thread.</summary>
/// <param name="measure">Measures, on a thread of its own.</param>
internal sealed class HostCosts(Func<SamplerCost> measure)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task<SamplerCost>? _measuring;
    private SamplerCost? _current;

    /// <summary>The newest; null before the first measurement has ended.</summary>
    public SamplerCost? Current
    {
        get
        {
            lock (_gate)
            {
                return _current;
            }
        }
    }

    /// <summary>Completes when <see cref="Current"/> is replaced; to be asked for before that is read.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    /// <summary>What the core plans by; careful before they are known.</summary>
    public StepCosts Steps => CostSummary.Steps(Current);

    /// <summary>Measures, or waits for the measurement that goes on already. Where nothing can be measured, it answers careful costs and why: <see cref="SamplerCost.Remark"/>.</summary>
    public Task<SamplerCost> MeasureAsync()
    {
        lock (_gate)
        {
            return _measuring ??= Task.Factory.StartNew(Measure, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }
    }

    private SamplerCost Measure()
    {
        try
        {
            return Keep(measure());
        }
        finally
        {
            lock (_gate)
            {
                _measuring = null;
            }
        }
    }

    private SamplerCost Keep(SamplerCost found)
    {
        lock (_gate)
        {
            // What was measured once is better than a careful guess.
            _current = found.MeasuredAt is null && _current is { MeasuredAt: not null } known ? known with { Remark = found.Remark } : found;
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _current;
        }
    }
}
