using System.Collections.Concurrent;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// Runs a plan until it is asked to stop or no target is left (the kernel's <c>kdamond_fn</c>). Where more targets may come,
/// it waits for them instead.
/// </summary>
/// <param name="plan">What is done to the targets.</param>
/// <param name="operations">Opens targets that join.</param>
/// <param name="sink">Is told of them.</param>
/// <param name="clock">Time.</param>
/// <param name="attributes">With which the plan begins anew after a time without targets; null when it ends without.</param>
internal sealed class MonitoringLoop(
    ISamplingPlan plan, IMonitoringOperations operations, IMonitoringSink sink, IMonitoringClock clock, MonitoringAttributes? attributes = null)
{
    /// <summary>Time between two looks whether a target has come, while nobody says so: an hour.</summary>
    private const long LongestWaitNs = 3_600_000_000_000;

    /// <summary>What is told of the cost while there is no target.</summary>
    private static readonly CostReport Waiting = new(0, 0, 0, 0, CycleS: null, "No process is there to be monitored; sampling goes on as soon as one comes.");

    private readonly ConcurrentQueue<ProcessIdentity> _joining = new();
    private readonly PlanOrders _orders = new();
    private readonly bool _waits = attributes is not null;
    private MonitoringAttributes? _attributes = attributes;
    private MonitoringAttributes? _nextAttributes;
    private volatile bool _stopAsked;
    private volatile bool _isWaiting;
    private int _nextIndex = plan.TargetCount;

    /// <summary>What it costs now; null when that is not known. From any thread.</summary>
    public CostReport? Cost => _isWaiting ? Waiting : plan.Cost;

    /// <summary>CPU time was spent for the session elsewhere. From any thread.</summary>
    public void Charge(long cpuNs)
    {
        // A wait earns nothing, and must leave no debt to those who come.
        if (!_isWaiting)
        {
            plan.Charge(cpuNs);
        }
    }

    /// <summary>Asks the loop to end. From any thread.</summary>
    public void Stop()
    {
        _stopAsked = true;
        clock.Wake();
    }

    /// <summary>Has valid attributes taken over at once. From any thread.</summary>
    public void Change(MonitoringAttributes attributes)
    {
        Volatile.Write(ref _nextAttributes, attributes);
        clock.Wake();
    }

    /// <summary>Has a process sampled as one more target. From any thread.</summary>
    public void Join(ProcessIdentity process)
    {
        _joining.Enqueue(process);
        clock.Wake();
    }

    /// <summary>Has the plan asked or told something between two steps. From any thread.</summary>
    /// <exception cref="OperationCanceledException">The loop has ended before it came to that.</exception>
    public Task<T> Ask<T>(Func<ISamplingPlan, T> order)
    {
        var answer = _orders.Add(order);
        clock.Wake();
        return answer;
    }

    /// <summary>Samples until the end, and says what it was.</summary>
    public MonitoringEnd Run()
    {
        try
        {
            plan.Start();
            while (!_stopAsked)
            {
                if (plan.TargetCount == 0 && !_waits)
                {
                    return plan.Fault is { } fault ? new MonitoringEnd(true, fault) : new MonitoringEnd(false, "Every target has exited.");
                }

                TakeRequests();
                _isWaiting = plan.TargetCount == 0;
                if (clock.WaitUntil(_isWaiting ? clock.NowNs + LongestWaitNs : plan.DeadlineNs) && !_isWaiting)
                {
                    plan.Step();
                }
            }

            return MonitoringEnd.Asked;
        }
        catch (Exception fault)
        {
            return new MonitoringEnd(true, $"Sampling failed: {fault.Message}");
        }
        finally
        {
            plan.Close();
            _orders.End();
        }
    }

    private void TakeRequests()
    {
        if (Interlocked.Exchange(ref _nextAttributes, null) is { } next)
        {
            _attributes = next;
            plan.Change(next);
        }

        _orders.Carry(plan);
        while (_joining.TryDequeue(out var process))
        {
            try
            {
                var target = operations.Open(process);
                BeginAnew();
                sink.TargetAdded(_nextIndex, process);
                plan.Join(_nextIndex++, target);
            }
            catch (OperationsException fault)
            {
                sink.TargetRefused(process, fault.Message);
            }
        }
    }

    // The interval that ran when the last target ended may be hours old: nothing of it belongs to the one that comes.
    private void BeginAnew()
    {
        if (_isWaiting && plan.TargetCount == 0 && _attributes is { } attributes)
        {
            plan.Change(attributes);
        }
    }
}
