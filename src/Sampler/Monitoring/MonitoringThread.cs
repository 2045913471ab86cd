using Damon.Contracts.Monitoring;

namespace Damon.Sampler.Monitoring;

/// <summary>
/// The programming interface of one session's monitoring, with the rules of the kernel's <c>damon_set_pids</c>,
/// <c>damon_set_attrs</c>, <c>damon_start</c> and <c>damon_stop</c>. Runs at most once at a time, on a thread of its own.
/// </summary>
internal sealed class MonitoringThread(IMonitoringOperations operations, IMonitoringSink sink, IMonitoringClock clock, IRandomSource random)
{
    private readonly Lock gate = new();
    private readonly List<Target> targets = [];
    private MonitoringAttributes attributes = new();
    private MonitoringLoop? loop;
    private Thread? thread;

    /// <summary>Whether it is sampling.</summary>
    public bool IsRunning
    {
        get
        {
            lock (gate)
            {
                return loop is not null;
            }
        }
    }

    /// <summary>Replaces the targets; not while running.</summary>
    /// <exception cref="OperationsException">One can't be opened; then there are no targets.</exception>
    public MonitoringResult SetTargets(IReadOnlyList<ProcessIdentity> processes)
    {
        lock (gate)
        {
            if (loop is not null)
            {
                return MonitoringResult.Busy;
            }

            CloseTargets();
            try
            {
                foreach (var process in processes)
                {
                    targets.Add(new Target(targets.Count, process, operations.Open(process)));
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

        lock (gate)
        {
            attributes = next;
            loop?.Change(next);
            return MonitoringResult.Ok;
        }
    }

    /// <summary>Starts sampling.</summary>
    /// <returns>Busy when it runs already, InvalidArgument without targets.</returns>
    public MonitoringResult Start()
    {
        lock (gate)
        {
            if (loop is not null)
            {
                return MonitoringResult.Busy;
            }

            if (targets.Count == 0)
            {
                return MonitoringResult.InvalidArgument;
            }

            var context = new MonitoringContext(attributes, random, sink);
            foreach (var target in targets)
            {
                context.Add(target);
            }

            targets.Clear();
            loop = new MonitoringLoop(context, operations, sink, clock);
            thread = new Thread(Run) { IsBackground = true, Name = "monitoring" };
            thread.Start(loop);
            return MonitoringResult.Ok;
        }
    }

    /// <summary>Asks sampling to end and returns when it has.</summary>
    /// <returns>NotRunning when it does not run.</returns>
    public MonitoringResult Stop()
    {
        Thread? running;
        lock (gate)
        {
            if (loop is null)
            {
                return MonitoringResult.NotRunning;
            }

            loop.Stop();
            running = thread;
        }

        running?.Join();
        return MonitoringResult.Ok;
    }

    /// <summary>Has one more process sampled; the sink is told its number or why not.</summary>
    /// <returns>NotRunning when it does not run.</returns>
    public MonitoringResult AddTarget(ProcessIdentity process)
    {
        lock (gate)
        {
            loop?.Join(process);
            return loop is null ? MonitoringResult.NotRunning : MonitoringResult.Ok;
        }
    }

    private void Run(object? started)
    {
        var end = ((MonitoringLoop)started!).Run();
        lock (gate)
        {
            loop = null;
            thread = null;
        }

        sink.Ended(end);
    }

    private void CloseTargets()
    {
        foreach (var target in targets)
        {
            target.Close();
        }

        targets.Clear();
    }
}
