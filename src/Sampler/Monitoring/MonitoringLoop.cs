using System.Collections.Concurrent;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// Runs a plan until it is asked to stop or no target is left (the kernel's <c>kdamond_fn</c>).
/// </summary>
internal sealed class MonitoringLoop(ISamplingPlan plan, IMonitoringOperations operations, IMonitoringSink sink, IMonitoringClock clock)
{
    private readonly ConcurrentQueue<ProcessIdentity> _joining = new();
    private readonly PlanOrders _orders = new();
    private MonitoringAttributes? _nextAttributes;
    private volatile bool _stopAsked;
    private int _nextIndex = plan.TargetCount;

    /// <summary>What it costs now; null when that is not known. From any thread.</summary>
    public CostReport? Cost => plan.Cost;

    /// <summary>CPU time was spent for the session elsewhere. From any thread.</summary>
    public void Charge(long cpuNs) => plan.Charge(cpuNs);

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
                if (plan.TargetCount == 0)
                {
                    return plan.Fault is { } fault ? new MonitoringEnd(true, fault) : new MonitoringEnd(false, "Every target has exited.");
                }

                TakeRequests();
                if (clock.WaitUntil(plan.DeadlineNs))
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
        if (Interlocked.Exchange(ref _nextAttributes, null) is { } attributes)
        {
            plan.Change(attributes);
        }

        _orders.Carry(plan);
        while (_joining.TryDequeue(out var process))
        {
            try
            {
                var target = operations.Open(process);
                sink.TargetAdded(_nextIndex, process);
                plan.Join(_nextIndex++, target);
            }
            catch (OperationsException fault)
            {
                sink.TargetRefused(process, fault.Message);
            }
        }
    }
}
