using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;
using Damon.Sampler.Sessions.Joining;

namespace Damon.Sampler.Sessions;

/// <summary>All targets of a session so far, by index. From any thread.</summary>
/// <param name="procRoot">Where the proc file system is mounted.</param>
/// <param name="lives">Whether a process has not ended.</param>
internal sealed class SessionTargets(string procRoot, Predicate<ProcessIdentity> lives) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly MapsReader _maps = new(procRoot);
    private readonly List<SessionTarget> _targets = [];
    private readonly Dictionary<ProcessIdentity, SessionTarget> _byProcess = [];

    /// <summary>How many there are, those that have ended included.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _targets.Count;
            }
        }
    }

    /// <summary>How many are sampled now.</summary>
    public int LiveCount
    {
        get
        {
            lock (_gate)
            {
                return _targets.Count(target => target.IsLive);
            }
        }
    }

    /// <summary>Adds the next target.</summary>
    public void Add(FoundProcess found)
    {
        var facts = found.Facts;
        lock (_gate)
        {
            var target = new TargetFacts
            {
                Index = _targets.Count,
                Process = facts.Identity,
                StartTime = facts.StartTime,
                Name = facts.Name,
                CommandLine = facts.CommandLine,
                Group = found.Group,
                RestartOf = Restarts.Of(found, _targets, lives),
            };
            var added = new SessionTarget(target, procRoot, _maps, facts.Space);
            _targets.Add(added);
            _byProcess[facts.Identity] = added;
        }
    }

    /// <summary>The targets that are sampled now, with their indexes.</summary>
    public IReadOnlyList<SessionTarget> Live()
    {
        lock (_gate)
        {
            return _targets.FindAll(target => target.IsLive);
        }
    }

    /// <summary>What is said of all of them.</summary>
    public TargetFacts[] Describe()
    {
        lock (_gate)
        {
            return [.. _targets.Select(target => target.Facts)];
        }
    }

    /// <summary>Whether a process is or was a target.</summary>
    public bool Knows(ProcessIdentity process)
    {
        lock (_gate)
        {
            return _byProcess.ContainsKey(process);
        }
    }

    /// <summary>Whether a process is sampled now.</summary>
    public bool Samples(ProcessIdentity process)
    {
        lock (_gate)
        {
            return _byProcess.TryGetValue(process, out var target) && target.IsLive;
        }
    }

    /// <summary>The target with this index.</summary>
    public SessionTarget this[int index]
    {
        get
        {
            lock (_gate)
            {
                return _targets[index];
            }
        }
    }

    /// <summary>Says something new of a target.</summary>
    public void Change(int index, Func<TargetFacts, TargetFacts> change)
    {
        lock (_gate)
        {
            _targets[index].Facts = change(_targets[index].Facts);
        }
    }

    /// <summary>A target is no longer sampled.</summary>
    public void End(int index, string reason)
    {
        lock (_gate)
        {
            var target = _targets[index];
            target.Facts = target.Facts with { EndedBecause = reason };
            target.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _targets.ForEach(target => target.Dispose());
        }
    }
}
