using System.Collections.Concurrent;
using Damon.Model.Sessions;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Sessions.Joining;

/// <summary>Gives processes to the monitoring of a session, and remembers what is known of them until it has taken them. From any thread.</summary>
/// <param name="targets">The session's targets.</param>
/// <param name="source">The monitoring.</param>
/// <param name="others">The other sessions.</param>
/// <param name="most">Most processes at a time.</param>
internal sealed class SessionJoining(SessionTargets targets, ISnapshotSource source, OtherSessions others, int most)
{
    private readonly ConcurrentDictionary<ProcessIdentity, FoundProcess> _announced = new();
    private readonly ConcurrentDictionary<ProcessIdentity, bool> _refused = new();

    /// <summary>Whether a process is on its way to the monitoring.</summary>
    public bool Expects(ProcessIdentity process) => _announced.ContainsKey(process);

    /// <summary>A process will be given to the monitoring.</summary>
    public void Announce(FoundProcess found) => _announced.TryAdd(found.Facts.Identity, found);

    /// <summary>The monitoring has taken a process that was given to it: it is the next target.</summary>
    public void Take(ProcessIdentity process)
    {
        if (!_announced.TryGetValue(process, out var found))
        {
            throw new InvalidOperationException($"Process {process.Pid} was not announced.");
        }

        // In this order: at no moment it may look free to another session.
        targets.Add(found);
        _announced.TryRemove(process, out _);
    }

    /// <summary>A process that was given to the monitoring can't be sampled; it is not tried again.</summary>
    public void Refuse(ProcessIdentity process)
    {
        _refused.TryAdd(process, true);
        _announced.TryRemove(process, out _);
    }

    /// <summary>What became of a process that was given before; null when it never was.</summary>
    public JoinAnswer? AnswerOf(ProcessIdentity process)
        => _announced.ContainsKey(process) || targets.Samples(process) ? JoinAnswer.Taken
            : targets.Knows(process) || _refused.ContainsKey(process) ? JoinAnswer.Failed
            : null;

    /// <summary>Gives a process to the monitoring while it runs.</summary>
    /// <param name="found">The process.</param>
    /// <param name="holder">The session that monitors it already; null when none does.</param>
    public JoinAnswer Give(FoundProcess found, out string? holder)
    {
        holder = null;
        var process = found.Facts.Identity;
        if (AnswerOf(process) is { } known)
        {
            return known;
        }

        if (targets.LiveCount + _announced.Count >= most || targets.Count + _announced.Count >= SessionLimits.MostProcessesEver)
        {
            return JoinAnswer.TooMany;
        }

        holder = others.Unless(process, () =>
        {
            Announce(found);
            if (source.AddTarget(process) != MonitoringResult.Ok)
            {
                _announced.TryRemove(process, out _);
            }
        });
        return holder is null ? JoinAnswer.Taken : JoinAnswer.Elsewhere;
    }
}
