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
    private readonly Lock gate = new();
    private readonly LinkedList<OutboxItem> queue = new();
    private readonly Dictionary<string, OutboxSession> sessions = [];
    private readonly Channel<bool> arrivals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private LinkedListNode<OutboxItem>? inFlight;
    private int snapshots;
    private long bytes;
    private long lost;

    /// <summary>Snapshots that wait.</summary>
    public int WaitingSnapshots
    {
        get
        {
            lock (gate)
            {
                return snapshots;
            }
        }
    }

    /// <summary>Snapshots dropped so far, of all sessions.</summary>
    public long LostSnapshots => Interlocked.Read(ref lost);

    /// <summary>Sessions of which something waits.</summary>
    public string[] WaitingSessions
    {
        get
        {
            lock (gate)
            {
                return [.. sessions.Where(session => session.Value.Queued > 0).Select(session => session.Key)];
            }
        }
    }

    /// <inheritdoc/>
    public void Push(string sessionId, Snapshot snapshot) => Add(new OutboxItem(sessionId, snapshot));

    /// <inheritdoc/>
    public void Push(string sessionId, MappingSet mappings) => Add(new OutboxItem(sessionId, mappings));

    /// <inheritdoc/>
    public void Push(SessionStatus status) => Add(new OutboxItem(status));

    /// <inheritdoc/>
    public Task WhenDelivered(string sessionId, CancellationToken cancel)
    {
        lock (gate)
        {
            return sessions.TryGetValue(sessionId, out var session) && session.Queued > 0
                ? session.Delivered.Task.WaitAsync(cancel)
                : Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public void Forget(string sessionId)
    {
        lock (gate)
        {
            for (var node = queue.First; node is not null;)
            {
                var next = node.Next;
                if (node.Value.SessionId == sessionId && node != inFlight)
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
            lock (gate)
            {
                if (queue.First is { } first)
                {
                    inFlight = first;
                    return first.Value.Status is { } status
                        ? new OutboxItem(status with { LostSnapshots = sessions[status.SessionId].Lost })
                        : first.Value;
                }
            }

            await arrivals.Reader.ReadAsync(cancel);
        }
    }

    /// <summary>The server has taken over what <see cref="TakeAsync"/> gave last.</summary>
    public void Accept()
    {
        lock (gate)
        {
            if (inFlight is { } node)
            {
                inFlight = null;
                Remove(node);
            }
        }
    }

    /// <summary>The server will never take over what <see cref="TakeAsync"/> gave last: it is lost.</summary>
    public void Reject()
    {
        lock (gate)
        {
            if (inFlight is { } node)
            {
                inFlight = null;
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

    /// <summary>What <see cref="TakeAsync"/> gave last has not reached the server; it comes again.</summary>
    public void Retry()
    {
        lock (gate)
        {
            inFlight = null;
            Trim();
        }
    }

    private void Add(OutboxItem item)
    {
        lock (gate)
        {
            if (!sessions.TryGetValue(item.SessionId, out var session))
            {
                sessions[item.SessionId] = session = new OutboxSession();
            }

            if (item.Status is not null)
            {
                AddStatus(session, item);
            }
            else
            {
                Append(session, item);
                Trim();
            }
        }

        arrivals.Writer.TryWrite(true);
    }

    private void AddStatus(OutboxSession session, OutboxItem item)
    {
        session.LastStatus = item;
        var superseded = session.Status;
        session.Status = Append(session, item);
        if (superseded is not null && superseded != inFlight)
        {
            Remove(superseded);
        }
    }

    private LinkedListNode<OutboxItem> Append(OutboxSession session, OutboxItem item)
    {
        snapshots += item.Snapshot is null ? 0 : 1;
        bytes += item.Size;
        session.Queued++;
        return queue.AddLast(item);
    }

    private void Trim()
    {
        while (snapshots > maxSnapshots || bytes > maxBytes)
        {
            if (FindOldest(static (item, _) => item.Snapshot is not null) is { } snapshot)
            {
                Lose(snapshot);
            }
            else if (FindOldest(IsSuperseded) is { } mappings)
            {
                Remove(mappings);
            }
            else
            {
                return;
            }
        }
    }

    private void Lose(LinkedListNode<OutboxItem> node)
    {
        var session = sessions[node.Value.SessionId];
        session.Lost++;
        Interlocked.Increment(ref lost);
        if (session.LastStatus is { } status)
        {
            // The loss is told behind everything that is still there.
            AddStatus(session, status);
        }

        Remove(node);
    }

    private LinkedListNode<OutboxItem>? FindOldest(Func<OutboxItem, LinkedListNode<OutboxItem>, bool> droppable)
    {
        for (var node = queue.First; node is not null; node = node.Next)
        {
            // The newest push is never the one to go, nor what is on its way.
            if (node != inFlight && node != queue.Last && droppable(node.Value, node))
            {
                return node;
            }
        }

        return null;
    }

    // Only mappings that are followed by newer ones may be missed.
    private static bool IsSuperseded(OutboxItem item, LinkedListNode<OutboxItem> node)
    {
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
        queue.Remove(node);
        snapshots -= item.Snapshot is null ? 0 : 1;
        bytes -= item.Size;
        var session = sessions[item.SessionId];
        session.Status = session.Status == node ? null : session.Status;
        if (--session.Queued == 0)
        {
            session.Delivered.TrySetResult();
            session.Delivered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (item.Status?.EndedAt is not null)
            {
                sessions.Remove(item.SessionId);
            }
        }
    }
}
