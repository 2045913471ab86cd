using Damon.Contracts.Link;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Sessions.Joining;
using Damon.Sampler.Sources;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions;

/// <summary>One running session: a source of snapshots, and a companion for what is read beside it.</summary>
internal sealed class SamplerSession : IMonitoringSink, IDisposable
{
    private readonly SessionServices _services;
    private readonly SessionSetup _setup;
    private readonly SessionTargets _targets;
    private readonly ISnapshotSource _source;
    private readonly SessionJoining _joining;
    private readonly MeteredWork _beside;
    private readonly SessionCompanion _companion;
    private readonly CollectedStatus _changes;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<int> _skipped = [];
    private readonly Lock _gate = new();
    private readonly Action<SamplerSession> _onEnded;
    private SessionProgress _progress = new();
    private int _disposed;

    /// <summary>A session that has not begun.</summary>
    /// <param name="setup">What it is made of.</param>
    /// <param name="services">What all sessions share.</param>
    /// <param name="onEnded">Called when sampling has ended and everything has been handed to the output.</param>
    /// <exception cref="OperationsException">There is no source to be had.</exception>
    public SamplerSession(SessionSetup setup, SessionServices services, Action<SamplerSession> onEnded)
    {
        _onEnded = onEnded;
        _setup = setup;
        _services = services;
        _source = setup.Provider.Create(this);
        _targets = new SessionTargets(_services.Processes.Root, process => _services.Processes.Identify(process.Pid) == process);
        _changes = new CollectedStatus(() => _services.Output.Push(Status()), _services.Time);
        _joining = new SessionJoining(_targets, _source, setup.Others, setup.Groups.Any ? SessionLimits.MostProcesses : SessionLimits.MostTargets);
        foreach (var process in _setup.Processes)
        {
            _joining.Announce(process);
        }

        _beside = new MeteredWork(_source, _services.Time);
        var groups = new GroupFollower(Id, setup.Groups, _joining, _beside, _services, _changes.Ask);
        _companion = new SessionCompanion(Id, _targets, _joining, groups, _beside, _services, _setup.Order.FollowChildren, _changes.Ask);
    }

    /// <summary>The session's id.</summary>
    public string Id => _setup.Order.SessionId;

    /// <summary>The kind of operations in use.</summary>
    public OperationsKind Kind => _setup.Provider.Kind;

    /// <summary>Completes when sampling has ended and everything has been handed to the output.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Opens the targets and begins to sample.</summary>
    /// <exception cref="OperationsException">A target can't be opened, or sampling can't begin; the session is over.</exception>
    public void Start()
    {
        try
        {
            Expect(_source.SetAttributes(_setup.Order.Attributes, out _));
            OpenTargets();
            lock (_gate)
            {
                _progress = _progress.Begin() ?? _progress;
            }

            // Before the first snapshot: whoever gets that knows the session.
            _services.Output.Push(Status());
            _companion.Start(_setup.Order.Attributes);
            Expect(_source.Start(waits: _setup.Groups.Any));
        }
        catch
        {
            _companion.Stop().GetAwaiter().GetResult();
            _services.Output.Forget(Id);
            Dispose();
            throw;
        }
    }

    /// <summary>Ends sampling; completes when it has ended.</summary>
    /// <param name="what">What the end is: <see cref="SessionEvent.Ended"/> or <see cref="SessionEvent.Lost"/>.</param>
    /// <param name="reason">Why, as a sentence.</param>
    /// <returns>NotRunning when it has ended already.</returns>
    public async Task<MonitoringResult> StopAsync(SessionEvent what, string reason)
    {
        lock (_gate)
        {
            if (_progress.AskEnd(what, reason) is not { } asked)
            {
                return MonitoringResult.NotRunning;
            }

            _progress = asked;
        }

        // Blocks until the source is through.
        await Task.Run(_source.Stop);
        await Ended;
        return MonitoringResult.Ok;
    }

    /// <summary>New attributes while running; all or none take effect.</summary>
    public MonitoringResult SetAttributes(MonitoringAttributes attributes, out IReadOnlyList<FieldError> errors)
    {
        lock (_gate)
        {
            if (_progress.State != SessionState.Running)
            {
                errors = [];
                return MonitoringResult.NotRunning;
            }
        }

        var result = _source.SetAttributes(attributes, out errors);
        if (result == MonitoringResult.Ok)
        {
            _companion.Change(attributes);
        }

        return result;
    }

    /// <summary>Follows a range page by page; null where its source can't.</summary>
    public ILenses? Lenses => _source.Lenses;

    /// <summary>Whether it samples this process.</summary>
    public bool Samples(ProcessIdentity process) => _targets.Samples(process) || _joining.Expects(process);

    /// <summary>All targets so far.</summary>
    public TargetFacts[] DescribeTargets() => _targets.Describe();

    /// <summary>Its groups, as they stand.</summary>
    public IReadOnlyList<FollowedGroup> Groups => _setup.Groups.All;

    /// <summary>What is to be said of the session now.</summary>
    public SessionStatus Status()
    {
        lock (_gate)
        {
            return new SessionStatus
            {
                SessionId = Id,
                State = _progress.State,
                EndedBecause = _progress.EndedBecause,
                Targets = Array.ConvertAll(_targets.Describe(), Messages.Of),
                SamplerCpuSeconds = CpuNs / 1e9,
                EndedAt = _progress.EndedAt,
                Cost = _progress.State == SessionState.Running && _source.Cost is { } cost ? Messages.Of(cost) : null,
                Groups = [.. Groups.Select(Messages.Of)],
            };
        }
    }

    /// <summary>Lets go of everything. A running session does so itself when it has ended.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _source.Dispose();
            _targets.Dispose();
            _companion.Dispose();
        }
    }

    void IMonitoringSink.Publish(in SnapshotView snapshot)
        => _services.Output.Push(Id, SnapshotBuilder.Build(snapshot, _targets[snapshot.Target].ReadResidentBytes(), CpuNs / 1_000));

    void IMonitoringSink.Publish(IdleView idle) => _services.Output.Push(Id, Messages.Of(idle));

    void IMonitoringSink.TargetAdded(int target, ProcessIdentity process)
    {
        _joining.Take(process);
        _changes.Ask();
    }

    void IMonitoringSink.TargetRefused(ProcessIdentity process, string reason)
    {
        _joining.Refuse(process);
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
                _targets[target].Facts.Process.Pid);
        }
    }

    void IMonitoringSink.TargetRegions(int target, bool hasRegions)
    {
        if (_targets[target].Facts.HasRegions != hasRegions)
        {
            _targets.Change(target, known => known with { HasRegions = hasRegions });
            _changes.Ask();
        }
    }

    void IMonitoringSink.TargetEnded(int target, string reason)
    {
        _targets.End(target, reason);
        _changes.Ask();
        _services.Ended?.Note();
    }

    // Maybe on the source's thread, after its last snapshot.
    void IMonitoringSink.Ended(MonitoringEnd end)
        => _companion.Stop().ContinueWith(_ => Finish(end), TaskScheduler.Default);

    private long CpuNs => _source.CpuNs + _beside.CpuNs;

    private static void Expect(MonitoringResult result)
    {
        if (result != MonitoringResult.Ok)
        {
            throw new OperationsException($"Sampling could not begin: {result}.");
        }
    }

    // A process of a group may end while the others are opened, and takes nothing with it.
    private void OpenTargets()
    {
        Expect(_source.SetTargets([.. _setup.Processes.Select(process => process.Facts.Identity)], LeavesOut));
        foreach (var process in _setup.Processes.Where(process => _joining.Expects(process.Facts.Identity)))
        {
            _joining.Take(process.Facts.Identity);
        }

        if (_targets.Count == 0)
        {
            throw new OperationsException(OperationsProblem.NoSuchProcess, "No process of the groups could be monitored: they have ended, or could not be opened. Try again when they run.");
        }

        bool LeavesOut(ProcessIdentity process, OperationsException fault)
        {
            var isOfGroup = _setup.Processes.Any(one => one.Facts.Identity == process && one.Group is not null);
            if (isOfGroup)
            {
                ((IMonitoringSink)this).TargetRefused(process, fault.Message);
            }

            return isOfGroup;
        }
    }

    private void Finish(MonitoringEnd end)
    {
        _changes.Close();
        lock (_gate)
        {
            _progress = _progress.End(end, _services.Time.GetUtcNow());
        }

        Dispose();
        _services.Output.Push(Status());
        _onEnded(this);
        _services.Ended?.Note();
        _ended.SetResult();
    }
}
