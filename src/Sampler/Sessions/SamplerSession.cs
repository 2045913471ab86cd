using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions;

/// <summary>One running session: monitoring on a thread of its own, and a companion for what is read beside it.</summary>
internal sealed class SamplerSession : IMonitoringSink, IDisposable
{
    private readonly SessionServices services;
    private readonly SessionSetup setup;
    private readonly SessionTargets targets;
    private readonly MonitoringThread monitoring;
    private readonly IMonitoringClock clock;
    private readonly SessionCompanion companion;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<int> skipped = [];
    private readonly Lock gate = new();
    private SessionState state = SessionState.Starting;
    private (SessionState State, string Reason)? wantedEnd;
    private string? endedBecause;
    private DateTimeOffset? endedAt;
    private long monitoringCpuNs;
    private int disposed;

    private readonly Action<SamplerSession> onEnded;

    /// <summary>A session that has not begun.</summary>
    /// <param name="setup">What it is made of; it takes over the operations.</param>
    /// <param name="services">What all sessions share.</param>
    /// <param name="onEnded">Called when sampling has ended and everything has been handed to the output.</param>
    public SamplerSession(SessionSetup setup, SessionServices services, Action<SamplerSession> onEnded)
    {
        this.onEnded = onEnded;
        this.setup = setup;
        this.services = services;
        targets = new SessionTargets(services.Processes.Root);
        foreach (var process in setup.Processes)
        {
            targets.Add(process);
        }

        clock = services.NewClock();
        monitoring = new MonitoringThread(setup.Operations, this, clock, services.NewRandom());
        companion = new SessionCompanion(Id, targets, monitoring, services, setup.Order.FollowChildren, () => services.Output.Push(Status()));
    }

    /// <summary>The session's id.</summary>
    public string Id => setup.Order.SessionId;

    /// <summary>The kind of operations in use.</summary>
    public OperationsKind Kind => setup.Kind;

    /// <summary>Completes when sampling has ended and everything has been handed to the output.</summary>
    public Task Ended => ended.Task;

    /// <summary>Opens the targets and begins to sample.</summary>
    /// <exception cref="OperationsException">A target can't be opened; the session is over.</exception>
    public MonitoringResult Start()
    {
        try
        {
            var result = monitoring.SetAttributes(setup.Order.Attributes, out _);
            result = result == MonitoringResult.Ok ? monitoring.SetTargets([.. setup.Processes.Select(process => process.Identity)]) : result;
            if (result != MonitoringResult.Ok)
            {
                Dispose();
                return result;
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        lock (gate)
        {
            state = SessionState.Running;
        }

        services.Output.Push(Status());
        companion.Start(setup.Order.Attributes);
        return monitoring.Start();
    }

    /// <summary>Ends sampling; completes when it has ended.</summary>
    /// <param name="as">The state it ends in.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <returns>NotRunning when it has ended already.</returns>
    public async Task<MonitoringResult> StopAsync(SessionState @as, string reason)
    {
        lock (gate)
        {
            if (state != SessionState.Running)
            {
                return MonitoringResult.NotRunning;
            }

            state = SessionState.Stopping;
            wantedEnd = (@as, reason);
        }

        // Blocks until the monitoring thread is through.
        await Task.Run(monitoring.Stop);
        await Ended;
        return MonitoringResult.Ok;
    }

    /// <summary>New attributes while running; all or none take effect.</summary>
    public MonitoringResult SetAttributes(MonitoringAttributes attributes, out IReadOnlyList<FieldError> errors)
    {
        lock (gate)
        {
            if (state != SessionState.Running)
            {
                errors = [];
                return MonitoringResult.NotRunning;
            }
        }

        var result = monitoring.SetAttributes(attributes, out errors);
        if (result == MonitoringResult.Ok)
        {
            companion.Change(attributes);
        }

        return result;
    }

    /// <summary>Whether it samples this process.</summary>
    public bool Samples(ProcessIdentity process) => targets.Samples(process);

    /// <summary>All targets so far.</summary>
    public TargetResource[] DescribeTargets() => targets.Describe();

    /// <summary>What is to be said of the session now.</summary>
    public SessionStatus Status()
    {
        lock (gate)
        {
            return new SessionStatus
            {
                SessionId = Id,
                State = state,
                EndedBecause = endedBecause,
                Targets = targets.Describe(),
                SamplerCpuSeconds = CpuNs / 1e9,
                EndedAt = endedAt,
            };
        }
    }

    /// <summary>Lets go of everything. A running session does so itself when it has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0)
        {
            setup.Operations.Dispose();
            targets.Dispose();
            companion.Dispose();
            (clock as IDisposable)?.Dispose();
        }
    }

    void IMonitoringSink.Publish(in SnapshotView snapshot)
    {
        Volatile.Write(ref monitoringCpuNs, MonotonicClock.ThreadCpuNs);
        services.Output.Push(Id, SnapshotBuilder.Build(snapshot, targets[snapshot.Target].ReadResidentBytes(), CpuNs / 1_000));
    }

    void IMonitoringSink.TargetAdded(int target, ProcessIdentity process)
    {
        targets.Add(companion.TakeFacts(process));
        services.Output.Push(Status());
    }

    void IMonitoringSink.TargetRefused(ProcessIdentity process, string reason)
    {
        companion.Refuse(process);
        services.Log.LogWarning("Session {Session} does not sample process {Pid}: {Reason}", Id, process.Pid, reason);
    }

    // Called at every update; told once.
    void IMonitoringSink.TargetSkipped(int target)
    {
        if (skipped.Add(target))
        {
            services.Log.LogWarning(
                "Session {Session}: process {Pid} has too few mappings to tell its areas; what is known of them stays.",
                Id,
                targets[target].Process.Pid);
        }
    }

    void IMonitoringSink.TargetEnded(int target, string reason)
    {
        targets.Change(target, resource => resource with { EndedBecause = reason });
        services.Output.Push(Status());
    }

    // On the monitoring thread, after its last snapshot.
    void IMonitoringSink.Ended(MonitoringEnd end)
    {
        Volatile.Write(ref monitoringCpuNs, MonotonicClock.ThreadCpuNs);
        companion.Stop().ContinueWith(_ => Finish(end), TaskScheduler.Default);
    }

    private long CpuNs => Volatile.Read(ref monitoringCpuNs) + companion.CpuNs;

    private void Finish(MonitoringEnd end)
    {
        lock (gate)
        {
            var asked = ReferenceEquals(end, MonitoringEnd.Asked) ? wantedEnd : null;
            state = asked?.State ?? (end.Failed ? SessionState.Failed : SessionState.Stopped);
            endedBecause = asked?.Reason ?? end.Reason;
            endedAt = services.Time.GetUtcNow();
        }

        Dispose();
        services.Output.Push(Status());
        onEnded(this);
        ended.SetResult();
    }
}
