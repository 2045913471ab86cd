using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// The programming interface of one session's monitoring, with the rules of the kernel's <c>damon_set_pids</c>,
/// <c>damon_set_attrs</c>, <c>damon_start</c> and <c>damon_stop</c>. Runs at most once at a time, on a thread of its own.
/// </summary>
internal sealed class MonitoringThread(IMonitoringOperations operations, IMonitoringSink sink, IMonitoringClock clock, IRandomSource random, Func<AdaptiveServices>? services = null)
{
    private readonly Lock _gate = new();
    private readonly List<ITargetOperations> _targets = [];
    private MonitoringAttributes _attributes = new();
    private MonitoringLoop? _loop;
    private Thread? _thread;

    /// <summary>Whether it is sampling.</summary>
    public bool IsRunning
    {
        get
        {
            lock (_gate)
            {
                return _loop is not null;
            }
        }
    }

    /// <summary>What it costs now; null when it does not run, or does not know.</summary>
    public CostReport? Cost
    {
        get
        {
            lock (_gate)
            {
                return _loop?.Cost;
            }
        }
    }

    /// <summary>CPU time was spent for the session elsewhere: it counts against its budget.</summary>
    public void Charge(long cpuNs)
    {
        lock (_gate)
        {
            _loop?.Charge(cpuNs);
        }
    }

    /// <summary>Replaces the targets; not while running.</summary>
    /// <param name="processes">The targets.</param>
    /// <param name="leavesOut">Whether one that can't be opened is left out.</param>
    /// <exception cref="OperationsException">One can't be opened and is not left out; then there are no targets.</exception>
    public MonitoringResult SetTargets(IReadOnlyList<ProcessIdentity> processes, Func<ProcessIdentity, OperationsException, bool>? leavesOut = null)
    {
        lock (_gate)
        {
            if (_loop is not null)
            {
                return MonitoringResult.Busy;
            }

            CloseTargets();
            try
            {
                foreach (var process in processes)
                {
                    Open(process, leavesOut);
                }
            }
            catch
            {
                CloseTargets();
                throw;
            }

            return MonitoringResult.Ok;
        }
    }

    /// <summary>Sets the attributes, also while running; nothing changes when one of them is out of bounds.</summary>
    /// <param name="next">The new attributes.</param>
    /// <param name="errors">What is wrong with them.</param>
    public MonitoringResult SetAttributes(MonitoringAttributes next, out IReadOnlyList<FieldError> errors)
    {
        errors = AttributeRules.Validate(next);
        if (errors.Count > 0)
        {
            return MonitoringResult.InvalidArgument;
        }

        lock (_gate)
        {
            if (_loop is not null && next.Plan != _attributes.Plan)
            {
                errors = [new FieldError("plan", "The plan can't be changed while the session runs; stop it and start another one.")];
                return MonitoringResult.InvalidArgument;
            }

            _attributes = next;
            _loop?.Change(next);
            return MonitoringResult.Ok;
        }
    }

    /// <summary>Starts sampling.</summary>
    /// <param name="waits">Whether it waits for more targets when the last one has ended.</param>
    /// <returns>Busy when it runs already, InvalidArgument without targets.</returns>
    public MonitoringResult Start(bool waits = false)
    {
        lock (_gate)
        {
            if (_loop is not null)
            {
                return MonitoringResult.Busy;
            }

            if (_targets.Count == 0)
            {
                return MonitoringResult.InvalidArgument;
            }

            var plan = NewPlan();
            for (var i = 0; i < _targets.Count; i++)
            {
                plan.Join(i, _targets[i]);
            }

            _targets.Clear();
            _loop = new MonitoringLoop(plan, operations, sink, clock, waits ? _attributes : null);
            _thread = new Thread(Run) { IsBackground = true, Name = "monitoring" };
            _thread.Start(_loop);
            return MonitoringResult.Ok;
        }
    }

    /// <summary>Asks sampling to end and returns when it has.</summary>
    /// <returns>NotRunning when it does not run.</returns>
    public MonitoringResult Stop()
    {
        Thread? running;
        lock (_gate)
        {
            if (_loop is null)
            {
                return MonitoringResult.NotRunning;
            }

            _loop.Stop();
            running = _thread;
        }

        running?.Join();
        return MonitoringResult.Ok;
    }

    /// <summary>Has one more process sampled; the sink is told its number or why not.</summary>
    /// <returns>NotRunning when it does not run.</returns>
    public MonitoringResult AddTarget(ProcessIdentity process)
    {
        lock (_gate)
        {
            _loop?.Join(process);
            return _loop is null ? MonitoringResult.NotRunning : MonitoringResult.Ok;
        }
    }

    /// <summary>Has the plan asked or told something between two steps, on the thread that samples.</summary>
    /// <returns>The answer, or what stood in its way; null when it does not run.</returns>
    /// <exception cref="OperationCanceledException">Sampling has ended meanwhile.</exception>
    public Task<T>? Ask<T>(Func<ISamplingPlan, T> order)
    {
        lock (_gate)
        {
            return _loop?.Ask(order);
        }
    }

    private void Open(ProcessIdentity process, Func<ProcessIdentity, OperationsException, bool>? leavesOut)
    {
        try
        {
            _targets.Add(operations.Open(process));
        }
        catch (OperationsException fault) when (leavesOut?.Invoke(process, fault) == true)
        {
            // The others go on without it.
        }
    }

    // Operations that can't look at single pages sample as the kernel does, whatever was asked for.
    private ISamplingPlan NewPlan()
    {
        var mine = services?.Invoke() ?? AdaptiveServices.Alone();
        return _attributes.Plan == SamplingPlan.Adaptive && _targets.TrueForAll(target => target.Pages is not null)
            ? new AdaptivePlan(_attributes, random, sink, clock, mine)
            : new KernelPlan(new MonitoringContext(_attributes, random, sink), clock, new KernelAccounts(mine.Share, mine.Costs, clock));
    }

    private void Run(object? started)
    {
        var end = ((MonitoringLoop)started!).Run();
        lock (_gate)
        {
            _loop = null;
            _thread = null;
        }

        sink.Ended(end);
    }

    private void CloseTargets()
    {
        foreach (var target in _targets)
        {
            target.Dispose();
        }

        _targets.Clear();
    }
}
