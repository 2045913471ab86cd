using Damon.Sampler.Monitoring;
using Damon.Sampler.Procfs;

namespace Damon.Sampler.Sessions;

/// <summary>All targets of a session so far, by index. From any thread.</summary>
internal sealed class SessionTargets(string procRoot) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<SessionTarget> _targets = [];

    /// <summary>Adds the next target.</summary>
    public void Add(ProcessFacts facts)
    {
        lock (_gate)
        {
            var target = new TargetFacts
            {
                Index = _targets.Count,
                Process = facts.Identity,
                StartTime = facts.StartTime,
                Name = facts.Name,
                CommandLine = facts.CommandLine,
            };
            _targets.Add(new SessionTarget(target, procRoot));
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
            return _targets.Exists(target => target.Facts.Process == process);
        }
    }

    /// <summary>Whether a process is sampled now.</summary>
    public bool Samples(ProcessIdentity process)
    {
        lock (_gate)
        {
            return _targets.Exists(target => target.Facts.Process == process && target.IsLive);
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

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _targets.ForEach(target => target.Dispose());
        }
    }
}
