using System.Runtime.CompilerServices;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;

namespace Damon.Server.Watching;

/// <summary>
/// The queue of one watcher. Of the session and of each target's mappings and idle ages the newest always arrives; snapshots are
/// lost, whole ones, when it falls behind, and a count of them goes ahead of the next. A watcher that acknowledges has at most two snapshots on the way
/// and one of each target waiting, the newest: what it shows is current however slow it is.
/// </summary>
/// <param name="counts">Where it counts, too; null for nowhere.</param>
internal sealed class Watcher(WatchCounts? counts = null)
{
    private const int Capacity = 64;
    private const int MostInFlight = 2;

    private readonly Lock _gate = new();
    private readonly LinkedList<WatchEvent> _queue = [];
    private int _waiting;
    private long _lost;
    private long _sent;
    private long? _acknowledged;
    private bool _begun;
    private bool _completed;
    private TaskCompletionSource _news = NewNews();

    /// <summary>Adds a snapshot, or drops one.</summary>
    public void Offer(Snapshot snapshot)
    {
        lock (_gate)
        {
            var item = new WatchEvent { Kind = WatchEventKind.Snapshot, Snapshot = snapshot };
            if (_acknowledged is not null && WaitingOf(snapshot.Target) is { } older)
            {
                // In its predecessor's place: at the end, the last of many targets would never get its turn.
                older.Value = item;
                Lose();
                return;
            }

            if (_waiting == Capacity)
            {
                _queue.Remove(OldestWaiting()!);
                _waiting--;
                Lose();
            }

            _queue.AddLast(item);
            _waiting++;
        }

        Wake();
    }

    /// <summary>Adds a session, mappings or idle ages. It makes an older one that still waits pointless, so that these are bounded too.</summary>
    public void Offer(WatchEvent item)
    {
        lock (_gate)
        {
            if (Outdated(item) is { } older)
            {
                _queue.Remove(older);
            }

            _queue.AddLast(item);
        }

        Wake();
    }

    /// <summary>The watcher has handled so many snapshots so far.</summary>
    public void Acknowledge(long count)
    {
        lock (_gate)
        {
            _acknowledged = Math.Clamp(count, _acknowledged ?? 0, _sent);
        }

        Wake();
    }

    /// <summary>Nothing more will come: the stream ends after what waits.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
        }

        Wake();
    }

    /// <summary>The events, until completed. To be read once.</summary>
    public async IAsyncEnumerable<WatchEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            while (Next() is { } item)
            {
                yield return item;
            }

            if (News() is not { } news)
            {
                yield break;
            }

            await news.WaitAsync(cancellation);
        }
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Lose()
    {
        _lost++;
        counts?.CountLost(1);
    }

    private WatchEvent? Next()
    {
        lock (_gate)
        {
            if (_queue.First is not { } first || (first.Value.Kind == WatchEventKind.Snapshot && _sent - _acknowledged >= MostInFlight))
            {
                if (_news.Task.IsCompleted)
                {
                    _news = NewNews();
                }

                return null;
            }

            if (first.Value.Kind == WatchEventKind.Snapshot)
            {
                if (_lost > 0)
                {
                    var lost = new WatchEvent { Kind = WatchEventKind.Lost, Lost = _lost };
                    _lost = 0;
                    return lost;
                }

                _waiting--;
                _sent++;
                counts?.CountSent();
            }

            _begun = true;
            _queue.RemoveFirst();
            return first.Value;
        }
    }

    private LinkedListNode<WatchEvent>? OldestWaiting()
    {
        var node = _queue.First;
        while (node is { Value.Kind: not WatchEventKind.Snapshot })
        {
            node = node.Next;
        }

        return node;
    }

    /// <summary>What the queue holds of the same kind and target; the very first event is the session and stays in its place.</summary>
    private LinkedListNode<WatchEvent>? Outdated(WatchEvent item)
    {
        var node = _begun ? _queue.First : _queue.First?.Next;
        while (node is not null && (node.Value.Kind != item.Kind || WatchEvents.TargetOf(node.Value) != WatchEvents.TargetOf(item)))
        {
            node = node.Next;
        }

        return node;
    }

    private LinkedListNode<WatchEvent>? WaitingOf(int target)
    {
        var node = _queue.First;
        while (node is not null && node.Value.Snapshot?.Target != target)
        {
            node = node.Next;
        }

        return node;
    }

    /// <summary>What to wait for; null at the end.</summary>
    private Task? News()
    {
        lock (_gate)
        {
            return _completed && _queue.Count == 0 ? null : _news.Task;
        }
    }

    private void Wake()
    {
        lock (_gate)
        {
            _news.TrySetResult();
        }
    }
}
