using System.Collections.Concurrent;
using Damon.Model.Monitoring;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// Runs a context until it is asked to stop or no target is left (the kernel's <c>kdamond_fn</c>). Deadlines advance by
/// the sampling interval, so that late wake-ups don't add up; intervals are counted in ticks, not in time.
/// </summary>
internal sealed class MonitoringLoop(MonitoringContext context, IMonitoringOperations operations, IMonitoringSink sink, IMonitoringClock clock)
{
    private readonly ConcurrentQueue<ProcessIdentity> _joining = new();
    private MonitoringAttributes? _nextAttributes;
    private volatile bool _stopAsked;
    private long _deadlineNs;
    private int _nextIndex = context.Targets.Count;

    private long IntervalNs => context.Attributes.SamplingIntervalUs * 1_000;

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

    /// <summary>Samples until the end, and says what it was.</summary>
    public MonitoringEnd Run()
    {
        try
        {
            context.Start(clock.UnixUs);
            _deadlineNs = clock.NowNs + IntervalNs;
            while (!_stopAsked)
            {
                if (context.Targets.Count == 0)
                {
                    return context.Fault is { } fault ? new MonitoringEnd(true, fault) : new MonitoringEnd(false, "Every target has exited.");
                }

                TakeRequests();
                if (clock.WaitUntil(_deadlineNs))
                {
                    Tick();
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
            context.Close();
        }
    }

    private void Tick()
    {
        context.Tick(clock.UnixUs);
        _deadlineNs += IntervalNs;
        var behind = clock.NowNs - _deadlineNs;
        if (behind > IntervalNs)
        {
            // A burst of ticks would count accesses over no time at all.
            var missed = behind / IntervalNs;
            _deadlineNs += missed * IntervalNs;
            context.Missed(missed);
        }
    }

    private void TakeRequests()
    {
        if (Interlocked.Exchange(ref _nextAttributes, null) is { } attributes)
        {
            context.Change(attributes, clock.UnixUs);
            _deadlineNs = clock.NowNs + IntervalNs;
        }

        while (_joining.TryDequeue(out var process))
        {
            try
            {
                var target = new Target(_nextIndex, operations.Open(process));
                sink.TargetAdded(_nextIndex++, process);
                context.Join(target);
            }
            catch (OperationsException fault)
            {
                sink.TargetRefused(process, fault.Message);
            }
        }
    }
}
