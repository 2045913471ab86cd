using System.Threading.Channels;
using Damon.Server.History.Retention;

namespace Damon.Server.History;

/// <summary>What waits to be written: a bounded queue of items, the newest state of each changed session, and deletions.</summary>
internal sealed class HistoryQueue : IDisposable
{
    private const int Capacity = 512;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly BatchSchedule _schedule;
    private readonly ITimer _alarm;
    private readonly Channel<HistoryItem> _items = Channel.CreateBounded<HistoryItem>(new BoundedChannelOptions(Capacity) { SingleReader = true });
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly List<HistoryItem> _taken = new(BatchSchedule.FullBatch);
    private readonly Dictionary<long, StoredSession> _sessions = [];
    private readonly HistoryDeletions _deletions;
    private readonly Dictionary<long, RetentionCut> _trims = [];
    private bool _isUntidy;
    private bool _closed;

    /// <summary>An empty queue.</summary>
    /// <param name="time">The clock that batches go by.</param>
    public HistoryQueue(TimeProvider time)
    {
        _time = time;
        _schedule = new BatchSchedule(time);
        _deletions = new HistoryDeletions(time);
        _alarm = time.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Items that wait, those of a batch that comes again included.</summary>
    public int Count => _items.Reader.Count + _taken.Count;

    // A changed session and a deletion are something to write, however few items there are.
    private int Waiting => Count + (_sessions.Count > 0 ? 1 : 0) + (_deletions.Count > 0 ? 1 : 0) + (_trims.Count > 0 ? 1 : 0) + (_isUntidy ? 1 : 0);

    /// <summary>Adds an item; waits for room. False when there was none in time, or the queue is closed.</summary>
    /// <param name="item">The item.</param>
    /// <param name="patience">How long to wait for room.</param>
    /// <param name="hurry">Whether the batch is cut behind it.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    public async ValueTask<bool> AddAsync(HistoryItem item, TimeSpan patience, bool hurry = false, CancellationToken cancellation = default)
    {
        lock (_gate)
        {
            if (item.Sender is { } sender)
            {
                _schedule.Sent(sender);
            }
        }

        var added = false;
        try
        {
            added = _items.Writer.TryWrite(item) || (patience > TimeSpan.Zero && await WaitAndAddAsync(item, patience, cancellation));
        }
        finally
        {
            if (!added)
            {
                Answer(item);
            }
        }

        if (added)
        {
            Arrived(hurry);
        }

        return added;
    }

    /// <summary>The sender of an item does not wait for it any longer.</summary>
    public void Answer(HistoryItem item)
    {
        lock (_gate)
        {
            AnswerLocked(item);
        }
    }

    /// <summary>Has a session stored as it stands now; only the newest of several states is written.</summary>
    public void Save(StoredSession session)
    {
        lock (_gate)
        {
            if (!_deletions.Have(session.Key))
            {
                _sessions[session.Key] = session;
            }
        }

        Arrived(hurry: false);
    }

    /// <summary>Has a session deleted, ahead of everything that waits; see <see cref="HistoryDeletions.Add"/>.</summary>
    public Task<bool> DeleteAsync(long session, TimeSpan? patience)
    {
        Task<bool> deleted;
        lock (_gate)
        {
            deleted = _deletions.Add(session, patience);
            _sessions.Remove(session);
        }

        Arrived(hurry: true);
        return deleted;
    }

    /// <summary>Has the beginning of a session deleted. When that fails it is forgotten.</summary>
    /// <param name="cut">What is to go; a later one takes its place.</param>
    public void Trim(RetentionCut cut)
    {
        lock (_gate)
        {
            _trims[cut.Key] = cut;
        }

        Arrived(hurry: false);
    }

    /// <summary>There is something to tidy: work is due soon, though nothing may come to be written.</summary>
    public void Tidy()
    {
        lock (_gate)
        {
            _isUntidy = !_closed;
        }

        Arrived(hurry: false);
    }

    /// <summary>Waits until there is something to write and it is time for it; false when the queue is closed and empty.</summary>
    public async Task<bool> WaitAsync()
    {
        while (true)
        {
            TimeSpan? wait;
            lock (_gate)
            {
                if (_closed)
                {
                    return Waiting > 0;
                }

                wait = _schedule.UntilCut(Waiting);
            }

            if (wait == TimeSpan.Zero)
            {
                return true;
            }

            _alarm.Change(wait ?? Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await _wake.Reader.ReadAsync();
        }
    }

    /// <summary>The next work; the same items again, and perhaps more, after <see cref="Failed"/>.</summary>
    public HistoryWork Take()
    {
        lock (_gate)
        {
            while (_taken.Count < BatchSchedule.FullBatch && _items.Reader.TryRead(out var item))
            {
                _taken.Add(item);
            }

            _schedule.Cut(_items.Reader.Count);
            return new HistoryWork(_deletions.Due(), [.. _sessions.Values], [.. _taken], [.. _trims.Values]);
        }
    }

    /// <summary>A deletion is done.</summary>
    public void Deleted(long session) => _deletions.Done(session);

    /// <summary>A deletion could not be done; see <see cref="HistoryDeletions.Failed"/>.</summary>
    public bool DeletionFailed(long session) => _deletions.Failed(session);

    /// <summary>The work is done.</summary>
    public void Committed(HistoryWork work)
    {
        lock (_gate)
        {
            _schedule.Committed();
            _taken.Clear();
            _isUntidy = false;
            foreach (var trim in work.Trims.Where(trim => _trims.GetValueOrDefault(trim.Key) == trim))
            {
                _trims.Remove(trim.Key);
            }

            foreach (var session in work.Sessions)
            {
                if (ReferenceEquals(_sessions.GetValueOrDefault(session.Key), session))
                {
                    _sessions.Remove(session.Key); // unless it has changed meanwhile
                }
            }

            foreach (var item in work.Items)
            {
                AnswerLocked(item);
            }
        }

        foreach (var item in work.Items)
        {
            item.Complete();
        }
    }

    /// <summary>The work could not be done. False when it will not be tried again, because the queue is closed.</summary>
    public bool Failed()
    {
        lock (_gate)
        {
            _schedule.Failed();
            return !_closed;
        }
    }

    /// <summary>Takes nothing more; what waits is written at once.</summary>
    public void Close()
    {
        _items.Writer.TryComplete();
        lock (_gate)
        {
            _closed = true;
            _isUntidy = false;
        }

        Wake();
    }

    public void Dispose() => _alarm.Dispose();

    private async Task<bool> WaitAndAddAsync(HistoryItem item, TimeSpan patience, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await _items.Writer.WriteAsync(item, either.Token);
            return true;
        }
        catch (Exception e) when (e is ChannelClosedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private void AnswerLocked(HistoryItem item)
    {
        if (item is { Sender: { } sender, IsAnswered: false })
        {
            item.IsAnswered = true;
            _schedule.Answered(sender);
        }
    }

    private void Arrived(bool hurry)
    {
        bool matters;
        lock (_gate)
        {
            matters = _schedule.Arrived();
            if (hurry)
            {
                _schedule.Hurry();
            }

            matters |= _schedule.UntilCut(Waiting) == TimeSpan.Zero;
        }

        if (matters)
        {
            Wake();
        }
    }

    private void Wake() => _wake.Writer.TryWrite(true);
}
