using System.Threading.Channels;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Sampler.Sessions;

namespace Damon.Sampler.Link;

/// <summary>
/// What waits for the server, in order. Bounded: when it is full the oldest snapshots go, whole ones only, and are
/// counted for their session. Of a session's status only the latest is kept, at the end of the queue.
/// </summary>
/// <param name="maxSnapshots">Most snapshots kept.</param>
/// <param name="maxBytes">Most memory taken by what is kept, bytes.</param>
internal sealed class Outbox(int maxSnapshots, long maxBytes) : ISessionOutput
{
    // Far below what the server takes as one message.
    private const long MostBytesTogether = 4 << 20;

    private readonly Lock _gate = new();
    private readonly LinkedList<OutboxItem> _queue = new();
    private readonly Dictionary<string, OutboxSession> _sessions = [];
    private readonly Channel<bool> _arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<LinkedListNode<OutboxItem>> _inFlight = [];
    private int _snapshots;
    private long _bytes;
    private long _lost;

    /// <summary>Snapshots that wait.</summary>
    public int WaitingSnapshots
    {
        get
        {
            lock (_gate)
            {
                return _snapshots;
            }
        }
    }

    /// <summary>Snapshots dropped so far, of all sessions.</summary>
    public long LostSnapshots => Interlocked.Read(ref _lost);

    /// <summary>Sessions of which something waits.</summary>
    public string[] WaitingSessions
    {
        get
        {
            lock (_gate)
            {
                return [.. _sessions.Where(session => session.Value.Queued > 0).Select(session => session.Key)];
            }
        }
    }

    /// <inheritdoc/>
    public void Push(string sessionId, Snapshot snapshot) => Add(new OutboxItem(sessionId, snapshot));

    /// <inheritdoc/>
    public void Push(string sessionId, MappingSet mappings) => Add(new OutboxItem(sessionId, mappings));

    /// <inheritdoc/>
    public void Push(string sessionId, IdleMessage idle) => Add(new OutboxItem(sessionId, idle));

    /// <inheritdoc/>
    public void Push(SessionStatus status) => Add(new OutboxItem(status));

    /// <inheritdoc/>
    public Task WhenDelivered(string sessionId, CancellationToken cancel)
    {
        lock (_gate)
        {
            return _sessions.TryGetValue(sessionId, out var session) && session.Queued > 0
                ? session.Delivered.Task.WaitAsync(cancel)
                : Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public void Forget(string sessionId)
    {
        lock (_gate)
        {
            for (var node = _queue.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.SessionId == sessionId && !_inFlight.Contains(node))
                {
                    Remove(node);
                }

                node = next;
            }
        }
    }

    /// <summary>The oldest push, waited for. It stays here until <see cref="Accept"/>; taken again when that does not come.</summary>
    public async Task<OutboxItem> TakeAsync(CancellationToken cancel)
    {
        while (true)
        {
            lock (_gate)
            {
                if (_queue.First is { } first)
                {
                    _inFlight.Clear();
                    _inFlight.Add(first);
                    return first.Value.Status is { } status
                        ? new OutboxItem(status with { LostSnapshots = _sessions[status.SessionId].Lost, TakenSnapshots = _sessions[status.SessionId].Taken })
                        : first.Value;
                }
            }

            await _arrivals.Reader.ReadAsync(cancel);
        }
    }

    /// <summary>
    /// The snapshots right behind the one that <see cref="TakeAsync"/> gave last, to be pushed together with it; whatever
    /// becomes of it becomes of them.
    /// </summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<OutboxItem> TakeFollowing(int most)
    {
        lock (_gate)
        {
            var node = _inFlight is [{ Value.Snapshot: not null } first] ? first.Next : null;
            var bytes = 0L;
            for (; node is { Value.Snapshot: not null } && _inFlight.Count <= most && bytes < MostBytesTogether; node = node.Next)
            {
                bytes += node.Value.Size;
                _inFlight.Add(node);
            }

            return [.. _inFlight.Skip(1).Select(taken => taken.Value)];
        }
    }

    /// <summary>The server has taken over what was taken last.</summary>
    public void Accept()
    {
        lock (_gate)
        {
            _inFlight.ForEach(Remove);
            _inFlight.Clear();
        }
    }

    /// <summary>The server will never take over what was taken last: it is lost.</summary>
    public void Reject()
    {
        lock (_gate)
        {
            LinkedListNode<OutboxItem>[] refused = [.. _inFlight];
            _inFlight.Clear();
            foreach (var node in refused)
            {
                if (node.Value.Snapshot is null)
                {
                    Remove(node);
                }
                else
                {
                    Lose(node);
                }
            }
        }
    }

    /// <summary>What was taken last has not reached the server, or is to go in other company; it comes again.</summary>
    public void Retry()
    {
        lock (_gate)
        {
            _inFlight.Clear();
            Trim();
        }
    }

    private void Add(OutboxItem item)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(item.SessionId, out var session))
            {
                _sessions[item.SessionId] = session = new OutboxSession();
            }

            if (item.Status is not null)
            {
                AddStatus(session, item);
            }
            else
            {
                session.Taken += item.Snapshot is null ? 0 : 1;
                Append(session, item);
                Trim();
            }
        }

        _arrivals.Writer.TryWrite(true);
    }

    private void AddStatus(OutboxSession session, OutboxItem item)
    {
        session.LastStatus = item;
        var superseded = session.Status;
        session.Status = Append(session, item);
        if (superseded is not null && !_inFlight.Contains(superseded))
        {
            Remove(superseded);
        }
    }

    private LinkedListNode<OutboxItem> Append(OutboxSession session, OutboxItem item)
    {
        _snapshots += item.Snapshot is null ? 0 : 1;
        _bytes += item.Size;
        session.Queued++;
        return _queue.AddLast(item);
    }

    private void Trim()
    {
        while (_snapshots > maxSnapshots || _bytes > maxBytes)
        {
            if (FindOldest(static (item, _) => item.Snapshot is not null) is { } snapshot)
            {
                Lose(snapshot);
            }
            else if (FindOldest(MayBeMissed) is { } other)
            {
                Remove(other);
            }
            else
            {
                return;
            }
        }
    }

    private void Lose(LinkedListNode<OutboxItem> node)
    {
        var session = _sessions[node.Value.SessionId];
        session.Lost++;
        Interlocked.Increment(ref _lost);
        if (session.LastStatus is { } status)
        {
            // The loss is told behind everything that is still there.
            AddStatus(session, status);
        }

        Remove(node);
    }

    private LinkedListNode<OutboxItem>? FindOldest(Func<OutboxItem, LinkedListNode<OutboxItem>, bool> droppable)
    {
        for (var node = _queue.First; node is not null; node = node.Next)
        {
            // The newest push is never the one to go, nor what is on its way.
            if (!_inFlight.Contains(node) && node != _queue.Last && droppable(node.Value, node))
            {
                return node;
            }
        }

        return null;
    }

    // Mappings may be missed only when newer ones follow; idle ages come again.
    private static bool MayBeMissed(OutboxItem item, LinkedListNode<OutboxItem> node)
    {
        if (item.Idle is not null)
        {
            return true;
        }

        for (var later = node.Next; item.Mappings is not null && later is not null; later = later.Next)
        {
            if (later.Value.SessionId == item.SessionId && later.Value.Mappings?.Target == item.Mappings.Target)
            {
                return true;
            }
        }

        return false;
    }

    private void Remove(LinkedListNode<OutboxItem> node)
    {
        var item = node.Value;
        _queue.Remove(node);
        _snapshots -= item.Snapshot is null ? 0 : 1;
        _bytes -= item.Size;
        var session = _sessions[item.SessionId];
        session.Status = session.Status == node ? null : session.Status;
        if (--session.Queued == 0)
        {
            session.Delivered.TrySetResult();
            session.Delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (item.Status?.EndedAt is not null)
            {
                _sessions.Remove(item.SessionId);
            }
        }
    }
}
