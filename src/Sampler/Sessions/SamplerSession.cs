using Damon.Contracts.Link;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions;

/// <summary>One running session: monitoring on a thread of its own, and a companion for what is read beside it.</summary>
internal sealed class SamplerSession : IMonitoringSink, IDisposable
{
    private readonly SessionServices _services;
    private readonly SessionSetup _setup;
    private readonly SessionTargets _targets;
    private readonly MonitoringThread _monitoring;
    private readonly IMonitoringClock _clock;
    private readonly SessionCompanion _companion;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<int> _skipped = [];
    private readonly Lock _gate = new();
    private SessionState _state = SessionState.Starting;
    private (SessionState State, string Reason)? _wantedEnd;
    private string? _endedBecause;
    private DateTimeOffset? _endedAt;
    private long _monitoringCpuNs;
    private int _disposed;

    private readonly Action<SamplerSession> _onEnded;

    /// <summary>A session that has not begun.</summary>
    /// <param name="setup">What it is made of; it takes over the operations.</param>
    /// <param name="services">What all sessions share.</param>
    /// <param name="onEnded">Called when sampling has ended and everything has been handed to the output.</param>
    public SamplerSession(SessionSetup setup, SessionServices services, Action<SamplerSession> onEnded)
    {
        _onEnded = onEnded;
        _setup = setup;
        _services = services;
        _targets = new SessionTargets(_services.Processes.Root);
        foreach (var process in _setup.Processes)
        {
            _targets.Add(process);
        }

        _clock = _services.NewClock();
        _monitoring = new MonitoringThread(_setup.Operations, this, _clock, _services.NewRandom());
        _companion = new SessionCompanion(Id, _targets, _monitoring, _services, _setup.Order.FollowChildren, () => _services.Output.Push(Status()));
    }

    /// <summary>The session's id.</summary>
    public string Id => _setup.Order.SessionId;

    /// <summary>The kind of operations in use.</summary>
    public OperationsKind Kind => _setup.Kind;

    /// <summary>Completes when sampling has ended and everything has been handed to the output.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Opens the targets and begins to sample.</summary>
    /// <exception cref="OperationsException">A target can't be opened; the session is over.</exception>
    public MonitoringResult Start()
    {
        try
        {
            var result = _monitoring.SetAttributes(_setup.Order.Attributes, out _);
            result = result == MonitoringResult.Ok ? _monitoring.SetTargets([.. _setup.Processes.Select(process => process.Identity)]) : result;
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

        lock (_gate)
        {
            _state = SessionState.Running;
        }

        _services.Output.Push(Status());
        _companion.Start(_setup.Order.Attributes);
        return _monitoring.Start();
    }

    /// <summary>Ends sampling; completes when it has ended.</summary>
    /// <param name="as">The state it ends in.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <returns>NotRunning when it has ended already.</returns>
    public async Task<MonitoringResult> StopAsync(SessionState @as, string reason)
    {
        lock (_gate)
        {
            if (_state != SessionState.Running)
            {
                return MonitoringResult.NotRunning;
            }

            _state = SessionState.Stopping;
            _wantedEnd = (@as, reason);
        }

        // Blocks until the monitoring thread is through.
        await Task.Run(_monitoring.Stop);
        await Ended;
        return MonitoringResult.Ok;
    }

    /// <summary>New attributes while running; all or none take effect.</summary>
    public MonitoringResult SetAttributes(MonitoringAttributes attributes, out IReadOnlyList<FieldError> errors)
    {
        lock (_gate)
        {
            if (_state != SessionState.Running)
            {
                errors = [];
                return MonitoringResult.NotRunning;
            }
        }

        var result = _monitoring.SetAttributes(attributes, out errors);
        if (result == MonitoringResult.Ok)
        {
            _companion.Change(attributes);
        }

        return result;
    }

    /// <summary>Whether it samples this process.</summary>
    public bool Samples(ProcessIdentity process) => _targets.Samples(process);

    /// <summary>All targets so far.</summary>
    public TargetResource[] DescribeTargets() => _targets.Describe();

    /// <summary>What is to be said of the session now.</summary>
    public SessionStatus Status()
    {
        lock (_gate)
        {
            return new SessionStatus
            {
                SessionId = Id,
                State = _state,
                EndedBecause = _endedBecause,
                Targets = _targets.Describe(),
                SamplerCpuSeconds = CpuNs / 1e9,
                EndedAt = _endedAt,
            };
        }
    }

    /// <summary>Lets go of everything. A running session does so itself when it has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _setup.Operations.Dispose();
            _targets.Dispose();
            _companion.Dispose();
            (_clock as IDisposable)?.Dispose();
        }
    }

    void IMonitoringSink.Publish(in SnapshotView snapshot)
    {
        Volatile.Write(ref _monitoringCpuNs, MonotonicClock.ThreadCpuNs);
        _services.Output.Push(Id, SnapshotBuilder.Build(snapshot, _targets[snapshot.Target].ReadResidentBytes(), CpuNs / 1_000));
    }

    void IMonitoringSink.TargetAdded(int target, ProcessIdentity process)
    {
        _targets.Add(_companion.TakeFacts(process));
        _services.Output.Push(Status());
    }

    void IMonitoringSink.TargetRefused(ProcessIdentity process, string reason)
    {
        _companion.Refuse(process);
        _services.Log.LogWarning("Session {Session} does not sample process {Pid}: {Reason}", Id, process.Pid, reason);
    }

    // Called at every update; told once.
    void IMonitoringSink.TargetSkipped(int target)
    {
        if (_skipped.Add(target))
        {
            _services.Log.LogWarning(
                "Session {Session}: process {Pid} has too few mappings to tell its areas; what is known of them stays.",
                Id,
                _targets[target].Process.Pid);
        }
    }

    void IMonitoringSink.TargetEnded(int target, string reason)
    {
        _targets.Change(target, resource => resource with { EndedBecause = reason });
        _services.Output.Push(Status());
    }

    // On the monitoring thread, after its last snapshot.
    void IMonitoringSink.Ended(MonitoringEnd end)
    {
        Volatile.Write(ref _monitoringCpuNs, MonotonicClock.ThreadCpuNs);
        _companion.Stop().ContinueWith(_ => Finish(end), TaskScheduler.Default);
    }

    private long CpuNs => Volatile.Read(ref _monitoringCpuNs) + _companion.CpuNs;

    private void Finish(MonitoringEnd end)
    {
        lock (_gate)
        {
            var asked = ReferenceEquals(end, MonitoringEnd.Asked) ? _wantedEnd : null;
            _state = asked?.State ?? (end.Failed ? SessionState.Failed : SessionState.Stopped);
            _endedBecause = asked?.Reason ?? end.Reason;
            _endedAt = _services.Time.GetUtcNow();
        }

        Dispose();
        _services.Output.Push(Status());
        _onEnded(this);
        _ended.SetResult();
    }
}
