using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;
using Damon.Server.History;
using Damon.Server.Snapshots;

namespace Damon.Server.Sessions;

/// <summary>
/// One session as the server knows it. Every change goes through <see cref="Change"/>: it is stored and told to the
/// watchers in the order in which it was made.
/// </summary>
internal sealed class SessionEntry(StoredSession stored, HistoryWriter writer)
{
    private readonly Lock _gate = new();
    private readonly List<Watcher> _watchers = [];
    private readonly Dictionary<int, long> _newest = [];
    private readonly SortedDictionary<int, MappingSet> _mappings = [];
    private StoredSession _stored = stored;
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _deleted;

    /// <summary>Completed when the session has ended for good, or is deleted.</summary>
    public Task Over => _over.Task;

    /// <summary>Its number in the history.</summary>
    public long Key { get; } = stored.Key;

    /// <summary>As callers see it now.</summary>
    public SessionResource Resource
    {
        get
        {
            lock (_gate)
            {
                return _stored.Resource;
            }
        }
    }

    /// <summary>Applies <paramref name="change"/> when it answers something new; null leaves all as it is.</summary>
    public SessionResource Change(Func<SessionResource, SessionResource?> change)
    {
        lock (_gate)
        {
            if (!_deleted && change(_stored.Resource) is { } changed && changed != _stored.Resource)
            {
                _stored = _stored with { Resource = changed };
                Announce();
            }

            return _stored.Resource;
        }
    }

    /// <summary>Sets how many snapshots the sampler has lost so far.</summary>
    public void SetSamplerLost(long count)
    {
        lock (_gate)
        {
            if (count > _stored.SamplerLost)
            {
                _stored = _stored with { SamplerLost = count, Resource = _stored.Resource with { LostSnapshots = count + _stored.ServerLost } };
                Announce();
            }
        }
    }

    /// <summary>Counts one snapshot that could not be stored.</summary>
    public void CountLost()
    {
        lock (_gate)
        {
            var lost = _stored.ServerLost + 1;
            _stored = _stored with { ServerLost = lost, Resource = _stored.Resource with { LostSnapshots = lost + _stored.SamplerLost } };
            writer.Save(_stored);
        }
    }

    /// <summary>Counts what a transaction has stored. The watchers count snapshots themselves.</summary>
    public void CountStored(StoredSpan span)
    {
        lock (_gate)
        {
            var resource = _stored.Resource;
            _stored = _stored with
            {
                Resource = resource with
                {
                    SnapshotCount = resource.SnapshotCount + span.Snapshots,
                    FirstUs = Math.Min(resource.FirstUs ?? span.FirstUs, span.FirstUs),
                    LastUs = Math.Max(resource.LastUs ?? span.LastUs, span.LastUs),
                },
            };
        }
    }

    /// <summary>Shows a snapshot to the watchers, unless they have seen it or a later one of its target.</summary>
    public void Relay(Snapshot snapshot)
    {
        lock (_gate)
        {
            if (_newest.TryGetValue(snapshot.Target, out var newest) && newest >= snapshot.Seq)
            {
                return;
            }

            _newest[snapshot.Target] = snapshot.Seq;
            if (snapshot.SamplerCpuUs / 1e6 is var cpu && cpu > _stored.Resource.SamplerCpuSeconds)
            {
                _stored = _stored with { Resource = _stored.Resource with { SamplerCpuSeconds = cpu } };
            }

            foreach (var watcher in _watchers)
            {
                watcher.Offer(snapshot);
            }
        }
    }

    /// <summary>Shows mappings to the watchers, and keeps them for those who come later.</summary>
    public void Relay(MappingSet mappings)
    {
        lock (_gate)
        {
            if (_mappings.TryGetValue(mappings.Target, out var newest) && newest.AtUs >= mappings.AtUs)
            {
                return;
            }

            _mappings[mappings.Target] = mappings;
            foreach (var watcher in _watchers)
            {
                watcher.Offer(new WatchEvent { Kind = WatchEventKind.Mappings, Mappings = mappings });
            }
        }
    }

    /// <summary>A new watcher, with the session as it stands and the newest mappings already in its queue.</summary>
    /// <param name="stored">The newest stored mappings, for targets that have pushed none since the server started.</param>
    public Watcher Watch(IEnumerable<MappingSet> stored)
    {
        var watcher = new Watcher();
        lock (_gate)
        {
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session, Session = _stored.Resource });
            foreach (var mappings in stored)
            {
                _mappings.TryAdd(mappings.Target, mappings);
            }

            foreach (var mappings in _mappings.Values)
            {
                watcher.Offer(new WatchEvent { Kind = WatchEventKind.Mappings, Mappings = mappings });
            }

            if (_deleted || SessionLife.IsOver(_stored.Resource.State))
            {
                watcher.Complete();
            }
            else
            {
                _watchers.Add(watcher);
            }
        }

        return watcher;
    }

    /// <summary>Forgets a watcher.</summary>
    public void Leave(Watcher watcher)
    {
        lock (_gate)
        {
            _watchers.Remove(watcher);
        }
    }

    /// <summary>No more changes; watchers are dismissed. False when the session is active and must not be deleted.</summary>
    /// <param name="evenActive">Also when it is active: its start was refused.</param>
    public bool TryDelete(bool evenActive = false)
    {
        lock (_gate)
        {
            if (!evenActive && SessionLife.IsActive(_stored.Resource.State))
            {
                return false;
            }

            _deleted = true;
            Dismiss();
            return true;
        }
    }

    private void Announce()
    {
        writer.Save(_stored);
        foreach (var watcher in _watchers)
        {
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session, Session = _stored.Resource });
        }

        if (SessionLife.IsOver(_stored.Resource.State))
        {
            Dismiss();
        }
    }

    private void Dismiss()
    {
        foreach (var watcher in _watchers)
        {
            watcher.Complete();
        }

        _watchers.Clear();
        _over.TrySetResult();
    }
}
