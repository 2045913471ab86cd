using Damon.Contracts.Rest;
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
            _targets.Add(new SessionTarget(facts.Identity, SessionTarget.Describe(_targets.Count, facts), procRoot));
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
    public TargetResource[] Describe()
    {
        lock (_gate)
        {
            return [.. _targets.Select(target => target.Resource)];
        }
    }

    /// <summary>Whether a process is or was a target.</summary>
    public bool Knows(ProcessIdentity process)
    {
        lock (_gate)
        {
            return _targets.Exists(target => target.Process == process);
        }
    }

    /// <summary>Whether a process is sampled now.</summary>
    public bool Samples(ProcessIdentity process)
    {
        lock (_gate)
        {
            return _targets.Exists(target => target.Process == process && target.IsLive);
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
    public void Change(int index, Func<TargetResource, TargetResource> change)
    {
        lock (_gate)
        {
            _targets[index].Resource = change(_targets[index].Resource);
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
