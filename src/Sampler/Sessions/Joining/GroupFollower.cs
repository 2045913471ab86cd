using Damon.Sampler.Monitoring;
using Microsoft.Extensions.Logging;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>
/// Follows the groups of a session while it runs: processes that come to belong to one become targets within two seconds.
/// Those that end are noticed by the monitoring; one that leaves a group while it lives stays a target.
/// </summary>
internal sealed class GroupFollower(
    string sessionId, SessionGroups groups, SessionJoining joining, MeteredWork work, SessionServices services, Action tellStatus)
{
    /// <summary>Time between two looks per time one took: at most 1 % of a CPU, as long as the longest interval allows it.</summary>
    private const int RestFactor = 100;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);

    /// <summary>Two seconds are promised, from the start of a process to its first samples.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(1.5);

    /// <summary>After this time a process that can't be monitored is asked again: it may execute another program.</summary>
    private static readonly TimeSpan ObstacleInterval = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, ProcessIdentity> _known = [];
    private readonly Dictionary<int, long> _obstructed = [];
    private readonly Dictionary<ProcessIdentity, FoundProcess> _leftOut = [];
    private bool _toldTooMany;

    /// <summary>Follows until it is asked to end.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (groups.Any && !stop.IsCancellationRequested)
        {
            var rest = work.Do(Look) * RestFactor;
            var wait = TimeSpan.FromTicks(Math.Clamp(rest.Ticks, ShortestInterval.Ticks, LongestInterval.Ticks));
            await Task.Delay(wait, services.Time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look()
    {
        groups.Refresh();
        var present = new HashSet<int>();
        for (var i = 0; i < groups.All.Count; i++)
        {
            var group = groups.All[i];
            var pids = group.Look();
            present.UnionWith(pids);
            var standing = Take(pids, i);
            if (standing != group.Standing)
            {
                group.Standing = standing;
                tellStatus();
            }
        }

        Forget(present);
    }

    private GroupStanding Take(IReadOnlySet<int> pids, int group)
    {
        var counts = new int[Enum.GetValues<JoinAnswer>().Length];
        foreach (var pid in pids.Order())
        {
            if (Take(pid, group) is { } answer)
            {
                counts[(int)answer]++;
            }
        }

        return GroupStanding.Of(counts.Sum(), counts[(int)JoinAnswer.Elsewhere], counts[(int)JoinAnswer.TooMany], counts[(int)JoinAnswer.Failed]);
    }

    // What became of a process; null when it is none that could be monitored.
    private JoinAnswer? Take(int pid, int group)
    {
        if (_known.TryGetValue(pid, out var known) && joining.AnswerOf(known) == JoinAnswer.Taken)
        {
            return JoinAnswer.Taken;
        }

        if (_obstructed.TryGetValue(pid, out var since) && services.Time.GetElapsedTime(since) < ObstacleInterval)
        {
            return null;
        }

        // The id may be another process's by now.
        if (services.Processes.Identify(pid) is not { } process)
        {
            return null;
        }

        _known[pid] = process;
        return joining.AnswerOf(process) ?? Give(process, group);
    }

    private JoinAnswer? Give(ProcessIdentity process, int group)
    {
        if ((_leftOut.GetValueOrDefault(process) ?? Find(process, group)) is not { } found)
        {
            return null;
        }

        var answer = joining.Give(found, out var holder);
        if (answer == JoinAnswer.Taken)
        {
            _leftOut.Remove(process);
        }
        else if (_leftOut.TryAdd(process, found) && holder is not null)
        {
            services.Log.LeavesOut(sessionId, process, groups.All[group], holder);
        }

        if (answer == JoinAnswer.TooMany && !_toldTooMany)
        {
            _toldTooMany = true;
            services.Log.LogWarning("Session {Session} has as many processes as one session takes; more of {Group} are left out.", sessionId, groups.All[group].Name);
        }

        return answer;
    }

    private FoundProcess? Find(ProcessIdentity process, int group)
    {
        if (services.Processes.Read(process.Pid) is not { } facts || facts.Identity != process)
        {
            return null;
        }

        if (facts.Obstacle is not null)
        {
            _obstructed[process.Pid] = services.Time.GetTimestamp();
            return null;
        }

        return new FoundProcess(facts, group);
    }

    private void Forget(HashSet<int> present)
    {
        foreach (var gone in _known.Keys.Where(pid => !present.Contains(pid)).ToArray())
        {
            _known.Remove(gone, out var process);
            _leftOut.Remove(process);
        }

        foreach (var gone in _obstructed.Keys.Where(pid => !present.Contains(pid)).ToArray())
        {
            _obstructed.Remove(gone);
        }
    }
}
