using System.Collections.Concurrent;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Sessions;

/// <summary>
/// Reads what belongs to a session but must not hold up its sampling: the targets' mappings and names, and their
/// children. Once an update interval, and less often when the reading itself gets expensive.
/// </summary>
internal sealed class SessionCompanion(
    string sessionId,
    SessionTargets targets,
    ISnapshotSource source,
    SessionServices services,
    bool followChildren,
    Action pushStatus) : IDisposable
{
    /// <summary>Time between two readings per time one took: at most 1 % of a CPU.</summary>
    private const int RestFactor = 100;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<ProcessIdentity, ProcessFacts> _announced = new();
    private readonly ConcurrentDictionary<ProcessIdentity, bool> _refused = new();
    private readonly ChildProcesses _children = new(services.Processes);
    private long _intervalUs;
    private long _cpuNs;
    private Task _running = Task.CompletedTask;

    /// <summary>CPU time spent here, nanoseconds.</summary>
    public long CpuNs => Interlocked.Read(ref _cpuNs);

    /// <summary>Begins.</summary>
    public void Start(MonitoringAttributes attributes)
    {
        Change(attributes);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Takes the update interval over.</summary>
    public void Change(MonitoringAttributes attributes) => Interlocked.Exchange(ref _intervalUs, attributes.UpdateIntervalUs);

    /// <summary>Ends; completes when nothing more comes from here.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>What is known of a process that was given to the monitoring.</summary>
    public ProcessFacts TakeFacts(ProcessIdentity process)
        => _announced.TryRemove(process, out var facts)
            ? facts
            : throw new InvalidOperationException($"Process {process.Pid} was not announced.");

    /// <summary>A process that was given to the monitoring can't be sampled; it is not tried again.</summary>
    public void Refuse(ProcessIdentity process)
    {
        _refused.TryAdd(process, true);
        _announced.TryRemove(process, out _);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        var statusAt = services.Time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            var before = services.Time.GetTimestamp();
            var cpuBefore = MonotonicClock.ThreadCpuNs;
            Look();
            if (services.Time.GetElapsedTime(statusAt) >= StatusInterval)
            {
                statusAt = before;
                pushStatus();
            }

            var spent = MonotonicClock.ThreadCpuNs - cpuBefore;
            Interlocked.Add(ref _cpuNs, spent);
            source.Charge(spent);
            var rest = services.Time.GetElapsedTime(before) * RestFactor;
            var interval = TimeSpan.FromMicroseconds(Interlocked.Read(ref _intervalUs));
            var wait = TimeSpan.FromTicks(Math.Clamp(Math.Max(rest.Ticks, interval.Ticks), ShortestInterval.Ticks, Math.Max(rest.Ticks, LongestInterval.Ticks)));
            await Task.Delay(wait, services.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look()
    {
        var live = targets.Live();
        foreach (var target in live)
        {
            if (target.Mappings.ReadWhenChanged() is { } mappings)
            {
                services.Output.Push(sessionId, Messages.Of(target.Facts.Index, UnixTime.ToMicroseconds(services.Time.GetUtcNow()), mappings));
            }

            TakeNewName(target);
            if (followChildren)
            {
                Follow(target, live.Count);
            }
        }
    }

    // A child is found between fork and exec and gets its own name later.
    private void TakeNewName(SessionTarget target)
    {
        if (services.Processes.ReadStat(target.Facts.Process.Pid) is { } stat
            && stat.StartTicks == target.Facts.Process.StartTicks
            && stat.Name != target.Facts.Name
            && services.Processes.Read(target.Facts.Process.Pid) is { } facts)
        {
            targets.Change(target.Facts.Index, known => known with { Name = facts.Name, CommandLine = facts.CommandLine });
            pushStatus();
        }
    }

    private void Follow(SessionTarget target, int live)
    {
        foreach (var child in _children.Of(target.Facts.Process.Pid))
        {
            if (live + _announced.Count < SessionLimits.MostTargets
                && !targets.Knows(child)
                && !_refused.ContainsKey(child)
                && services.Processes.Read(child.Pid) is { Obstacle: null } facts
                && facts.Identity == child
                && _announced.TryAdd(child, facts)
                && source.AddTarget(child) != MonitoringResult.Ok)
            {
                _announced.TryRemove(child, out _);
            }
        }
    }
}
