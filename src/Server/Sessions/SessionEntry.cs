using System.Reflection;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;
using Damon.Server.History;
using Damon.Server.Losses;
using Damon.Server.Problems;
using Damon.Server.Watching;

namespace Damon.Server.Sessions;

/// <summary>
/// One session as the server knows it. Every change goes through <see cref="Change"/>: it is stored and told to the
/// watchers in the order in which it was made.
/// </summary>
internal sealed class SessionEntry(Session session, HistoryWriter writer, IReadOnlyList<StoredSequence> stored) : IBindableFromHttpContext<SessionEntry>
{
    private readonly Lock _gate = new();
    private readonly List<Watcher> _watchers = [];
    private readonly SortedDictionary<int, SnapshotFigures> _newest = [];
    private readonly NewestEvents _told = new();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SnapshotLosses _losses = new(stored);
    private Session _session = session with { Missing = new SnapshotLosses(stored).Missing(session.Taken) };
    private bool _deleted;

    /// <summary>Completed when the session has ended for good, or is deleted.</summary>
    public Task Over => _over.Task;

    /// <summary>Its number in the history.</summary>
    public long Key { get; } = session.Key;

    /// <summary>Its identity outside.</summary>
    public string Id { get; } = session.Id;

    /// <summary>The session as it is now.</summary>
    public Session Session
    {
        get
        {
            lock (_gate)
            {
                return _session;
            }
        }
    }

    /// <summary>The figures of each target's newest snapshot since the server started, in order of the targets.</summary>
    public IReadOnlyList<SnapshotFigures> Newest
    {
        get
        {
            lock (_gate)
            {
                return [.. _newest.Values];
            }
        }
    }

    /// <summary>What each target has told last of its idle memory, in order of the targets; nothing once the session is over.</summary>
    public IReadOnlyList<IdleMessage> Idle
    {
        get
        {
            lock (_gate)
            {
                return [.. _told.Idle];
            }
        }
    }

    /// <summary>As a parameter of an endpoint: the session that the route's <c>{id}</c> names.</summary>
    /// <exception cref="ProblemException">There is none.</exception>
    public static ValueTask<SessionEntry?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var (entry, missing) = context.RequestServices.GetRequiredService<SessionRegistry>().Require((string)context.GetRouteValue("id")!);
        return entry is null ? throw new ProblemException(missing!) : ValueTask.FromResult<SessionEntry?>(entry);
    }

    /// <summary>Applies <paramref name="change"/>; what answers the session itself leaves all as it is.</summary>
    public SessionChange Change(Func<Session, Session> change)
    {
        lock (_gate)
        {
            var before = _session;
            if (!_deleted && change(before) is var changed && changed != before)
            {
                _session = WithMissing(changed);
                Announce();
            }

            return new SessionChange(before, _session);
        }
    }

    /// <summary>Counts one snapshot that could not be stored.</summary>
    public void CountLost(int target, long seq)
    {
        lock (_gate)
        {
            _losses.Drop(target, seq);
            _session = WithMissing(_session with { ServerLost = _session.ServerLost + 1 });
            writer.Save(_session.ToStored());
        }
    }

    /// <summary>Counts what a transaction has stored. The watchers count snapshots themselves.</summary>
    public void CountStored(StoredSpan span)
    {
        lock (_gate)
        {
            var told = _session.Lost;
            _losses.Store(span.Sequences);
            _session = WithMissing(_session with
            {
                SnapshotCount = _session.SnapshotCount + span.Snapshots,
                FirstUs = Math.Min(_session.FirstUs ?? span.FirstUs, span.FirstUs),
                LastUs = Math.Max(_session.LastUs ?? span.LastUs, span.LastUs),
            });
            if (_session.Lost != told && !_deleted)
            {
                Announce();
            }
        }
    }

    /// <summary>Takes over what of its beginning is gone.</summary>
    public void Trim(StoredTrim trim) => Change(session => session with
    {
        SnapshotCount = session.SnapshotCount - trim.Snapshots,
        FirstUs = trim.FirstUs,
        KeptFromUs = trim.KeptFromUs ?? session.LastUs,
    });

    /// <summary>Shows a snapshot to the watchers, unless they have seen it or a later one of its target.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <param name="figures">Its figures, which are kept until the next one.</param>
    public void Relay(Snapshot snapshot, SnapshotFigures figures)
    {
        lock (_gate)
        {
            if (_newest.TryGetValue(snapshot.Target, out var newest) && newest.Seq >= snapshot.Seq)
            {
                return;
            }

            _newest[snapshot.Target] = figures;
            if (snapshot.SamplerCpuUs / 1e6 is var cpu && cpu > _session.SamplerCpuSeconds)
            {
                _session = _session with { SamplerCpuSeconds = cpu };
            }

            foreach (var watcher in _watchers)
            {
                watcher.Offer(snapshot);
            }
        }
    }

    /// <summary>Shows mappings to the watchers, and keeps them for those who come later.</summary>
    public void Relay(MappingSet mappings) => Relay(WatchEvents.Of(mappings));

    /// <summary>Shows idle ages to the watchers, and keeps them for those who come later.</summary>
    public void Relay(IdleMessage idle) => Relay(WatchEvents.Of(idle));

    /// <summary>A new watcher, with the session as it stands and each target's newest mappings and idle ages already in its queue.</summary>
    /// <param name="stored">The newest that are stored, for targets that have pushed none since the server started.</param>
    /// <param name="counts">Where the watcher counts, too.</param>
    public Watcher Watch(IEnumerable<WatchEvent> stored, WatchCounts counts)
    {
        var watcher = new Watcher(counts);
        lock (_gate)
        {
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session, Session = _session.ToResource() });
            // Of a session that is over everything is stored: who looks at many must not fill the memory with them.
            var newest = _session.State.IsOver() ? new NewestEvents() : _told;
            foreach (var told in stored)
            {
                newest.Take(told);
            }

            foreach (var told in newest.All)
            {
                watcher.Offer(told);
            }

            if (_deleted || _session.State.IsOver())
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
            if (!evenActive && _session.State.IsActive())
            {
                return false;
            }

            _deleted = true;
            Dismiss();
            return true;
        }
    }

    private void Relay(WatchEvent told)
    {
        lock (_gate)
        {
            if (!_session.State.IsOver() && _told.Take(told))
            {
                foreach (var watcher in _watchers)
                {
                    watcher.Offer(told);
                }
            }
        }
    }

    private Session WithMissing(Session session) => session with { Missing = _losses.Missing(session.Taken) };

    /// <summary>What of it cannot be read any more was found; null when all can.</summary>
    public void Damage(string? sentence) => Change(session => sentence is not null && session.Damage is not null ? session : session with { Damage = sentence });

    /// <summary>It could not be deleted after all.</summary>
    public void Keep()
    {
        lock (_gate)
        {
            _deleted = false;
            writer.Save(_session.ToStored());
        }
    }

    private void Announce()
    {
        writer.Save(_session.ToStored());
        foreach (var watcher in _watchers)
        {
            watcher.Offer(new WatchEvent { Kind = WatchEventKind.Session, Session = _session.ToResource() });
        }

        if (_session.State.IsOver())
        {
            _told.Clear();
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
