using System.Runtime.CompilerServices;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions.Joining;

namespace Damon.Sampler.Sessions;

/// <summary>
/// Reads what belongs to a session but must not hold up its sampling: the targets' mappings and names, and their
/// children, once an update interval, and less often when the reading itself gets expensive, but of new targets always; and
/// the processes of groups, at a pace of their own.
/// </summary>
internal sealed class SessionCompanion(
    string sessionId,
    SessionTargets targets,
    SessionJoining joining,
    GroupFollower groups,
    MeteredWork work,
    SessionServices services,
    bool followChildren,
    Action tellStatus) : IDisposable
{
    /// <summary>Time between two readings per time one took: at most 1 % of a CPU.</summary>
    private const int RestFactor = 100;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StatusInterval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _stop = new();
    private readonly ChildProcesses _children = new(services.Processes);
    private long _intervalUs;
    private Task _running = Task.CompletedTask;

    /// <summary>Begins.</summary>
    public void Start(MonitoringAttributes attributes)
    {
        Change(attributes);
        _running = Task.WhenAll(Task.Run(RunAsync), Task.Run(TellAsync), Task.Run(() => groups.RunAsync(_stop.Token)));
    }

    /// <summary>Takes the update interval over.</summary>
    public void Change(MonitoringAttributes attributes) => Interlocked.Exchange(ref _intervalUs, attributes.UpdateIntervalUs);

    /// <summary>Ends; completes when nothing more comes from here.</summary>
    public async Task Stop()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        var (known, restFrom, rest) = (0, 0L, TimeSpan.Zero);
        while (!_stop.IsCancellationRequested)
        {
            var isRested = rest == TimeSpan.Zero || services.Time.GetElapsedTime(restFrom) >= rest;
            var took = work.Do(() => known = Look(isRested ? 0 : known));
            if (isRested)
            {
                (restFrom, rest) = (services.Time.GetTimestamp(), took * RestFactor);
            }

            var interval = TimeSpan.FromMicroseconds(Interlocked.Read(ref _intervalUs));
            await PauseAsync(TimeSpan.FromTicks(Math.Clamp(interval.Ticks, ShortestInterval.Ticks, LongestInterval.Ticks)));
        }
    }

    private async Task TellAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await PauseAsync(StatusInterval);
            tellStatus();
        }
    }

    private ConfiguredTaskAwaitable PauseAsync(TimeSpan time)
        => Task.Delay(time, services.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    // Looks at the targets from a number on, and tells how many there are.
    private int Look(int first)
    {
        var count = targets.Count;
        foreach (var target in targets.Live())
        {
            if (target.Facts.Index >= first)
            {
                Look(target);
            }
        }

        return count;
    }

    private void Look(SessionTarget target)
    {
        // In this order: another program's mappings come after it.
        FollowProgram(target);
        if (target.Mappings?.ReadWhenChanged(target.Facts.Name, target.Facts.CommandLine) is { } mappings)
        {
            services.Output.Push(sessionId, Messages.Of(target.Facts.Index, NowUs, mappings));
        }

        if (followChildren)
        {
            Follow(target);
        }
    }

    // A process may execute another program (a child that is found between fork and exec will), or give itself another name.
    private void FollowProgram(SessionTarget target)
    {
        var process = target.Facts.Process;
        if (services.Processes.ReadStat(process.Pid) is not { } stat || stat.StartTicks != process.StartTicks || !IsOther(target, stat.Name, stat.Space))
        {
            return;
        }

        // Read anew: the name must be that of the same program. While one is being loaded there is no telling.
        if (services.Processes.Read(process.Pid) is not { } facts || facts.Identity != process || (facts.Space is null && target.Space is not null))
        {
            return;
        }

        var executes = target.Space is { } known && facts.Space != known;
        target.Space = facts.Space;
        targets.Change(target.Facts.Index, one => executes ? one.Executing(facts.Name, facts.CommandLine, NowUs) : one.Named(facts.Name, facts.CommandLine));
        tellStatus();
    }

    private static bool IsOther(SessionTarget target, string name, AddressSpace? space)
        => name != target.Facts.Name || (space is not null && space != target.Space);

    private long NowUs => UnixTime.ToMicroseconds(services.Time.GetUtcNow());

    private void Follow(SessionTarget target)
    {
        foreach (var child in _children.Of(target.Facts.Process.Pid))
        {
            if (joining.AnswerOf(child) is null && services.Processes.Read(child.Pid) is { Obstacle: null } facts && facts.Identity == child)
            {
                joining.Give(new FoundProcess(facts, Group: null), out _);
            }
        }
    }
}
