using System.Collections.Concurrent;
using System.Threading.Channels;
using Damon.Server.Configuration;

namespace Damon.Server.History;

/// <summary>
/// The one writer of the history. Snapshots wait in a bounded queue and are committed in batches. While the database
/// cannot be written (a full disk, say) it keeps trying; what finds the queue full then is dropped and counted.
/// </summary>
internal sealed class HistoryWriter(IHistoryStore store, TimeProvider time, ILogger<HistoryWriter> log) : BackgroundService
{
    private const int QueueCapacity = 512;
    private const int BatchSize = 256;

    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<HistoryItem> _queue = Channel.CreateBounded<HistoryItem>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly ConcurrentDictionary<long, StoredSession> _sessions = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _deletions = new();
    private readonly SemaphoreSlim _hurry = new(0);
    private volatile string? _failure;
    private long _lost;

    /// <summary>Raised after every commit for each session it has added snapshots to.</summary>
    public event Action<StoredSpan>? Stored;

    /// <summary>Why nothing can be written at the moment, as a sentence; null while all is well.</summary>
    public string? Failure => _failure;

    /// <summary>Snapshots dropped since the start because they could not be written.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>
    /// Takes a snapshot over; waits for room when the queue is full, and until it is committed, so that its sender may
    /// forget it. While nothing can be written it only waits for room. False when it had to be dropped.
    /// </summary>
    public async ValueTask<bool> AddAsync(StoredSnapshot snapshot, CancellationToken cancellation = default)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!await EnqueueAsync(new HistoryItem(Snapshot: snapshot, Committed: committed), cancellation))
        {
            Interlocked.Increment(ref _lost);
            return false;
        }

        _hurry.Release();
        try
        {
            await committed.Task.WaitAsync(_failure is null ? RoomTimeout : TimeSpan.Zero, time, cancellation);
        }
        catch (TimeoutException)
        {
            // It stays in the queue.
        }

        return true;
    }

    /// <summary>Takes mappings over; false when they had to be dropped.</summary>
    public ValueTask<bool> AddAsync(StoredMappings mappings, CancellationToken cancellation = default) => EnqueueAsync(new HistoryItem(Mappings: mappings), cancellation);

    /// <summary>Stores a session as it stands now; only the newest of several states is written.</summary>
    public void Save(StoredSession session)
    {
        _sessions[session.Key] = session;
        _queue.Writer.TryWrite(default); // wakes the writer; when the queue is full it is awake
    }

    /// <summary>Returns when everything accepted so far is committed; false when that takes longer than <paramref name="timeout"/>.</summary>
    public async Task<bool> FlushAsync(TimeSpan timeout)
    {
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var patience = new CancellationTokenSource(timeout, time);
        try
        {
            await _queue.Writer.WriteAsync(new HistoryItem(Committed: flushed), patience.Token);
            _hurry.Release();
            await flushed.Task.WaitAsync(patience.Token);
            return true;
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Deletes a session and its history, ahead of everything that waits: it may be what makes room.</summary>
    public async Task<bool> DeleteAsync(long session, TimeSpan timeout)
    {
        var deleted = _deletions.GetOrAdd(session, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _queue.Writer.TryWrite(default);
        _hurry.Release();
        try
        {
            await deleted.Task.WaitAsync(timeout, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Opens the store before anything is read from it.</summary>
    /// <exception cref="StartupException">It cannot be used.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        store.Prepare();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        _hurry.Release();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _hurry.Dispose();
        base.Dispose();
    }

    // The token does not end the reading: what was accepted is written, unless writing fails.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<HistoryItem>(BatchSize);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (_queue.Reader.Count < BatchSize && !stoppingToken.IsCancellationRequested)
            {
                await _hurry.WaitAsync(BatchTime, CancellationToken.None);
            }

            while (batch.Count < BatchSize && _queue.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            while (!TryCommit(batch))
            {
                if (stoppingToken.IsCancellationRequested)
                {
                    log.LogError("The server ends with {Count} items that could not be written", batch.Count + _queue.Reader.Count);
                    return;
                }

                await _hurry.WaitAsync(RetryTime, CancellationToken.None);
            }

            batch.Clear();
        }
    }

    private async ValueTask<bool> EnqueueAsync(HistoryItem write, CancellationToken cancellation)
    {
        if (_queue.Writer.TryWrite(write))
        {
            return true;
        }

        if (_failure is not null)
        {
            return false;
        }

        using var timeout = new CancellationTokenSource(RoomTimeout, time);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            await _queue.Writer.WriteAsync(write, patience.Token);
            return true;
        }
        catch (Exception e) when (e is ChannelClosedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return false;
        }
    }

    private bool TryCommit(List<HistoryItem> batch)
    {
        try
        {
            DeleteSessions();
            var spans = CommitBatch(batch);
            if (_failure is not null)
            {
                log.LogInformation("The history is written again");
                _failure = null;
            }

            foreach (var span in spans)
            {
                Stored?.Invoke(span);
            }

            foreach (var write in batch)
            {
                write.Committed?.TrySetResult();
            }

            return true;
        }
        catch (HistoryUnavailableException e)
        {
            if (_failure is null)
            {
                log.LogError(e, "The history cannot be written; trying again every {Seconds} s", RetryTime.TotalSeconds);
            }

            _failure = "The history cannot be written: " + e.Message;
            return false;
        }
    }

    private void DeleteSessions()
    {
        foreach (var (session, deleted) in _deletions)
        {
            _sessions.TryRemove(session, out _);
            store.Delete(session);
            _deletions.TryRemove(session, out _);
            deleted.TrySetResult();
        }
    }

    private IReadOnlyCollection<StoredSpan> CommitBatch(List<HistoryItem> batch)
    {
        var sessions = _sessions.ToArray();
        var receipt = store.Append(new HistoryBatch(
            [.. sessions.Select(pair => pair.Value)],
            [.. batch.Select(item => item.Snapshot).OfType<StoredSnapshot>()],
            [.. batch.Select(item => item.Mappings).OfType<StoredMappings>()]));
        foreach (var pair in sessions)
        {
            _sessions.TryRemove(pair); // only when it has not changed meanwhile
        }

        foreach (var refusal in receipt.Refused)
        {
            Interlocked.Increment(ref _lost);
            log.LogError("An item of the history is dropped: {Reason}", refusal);
        }

        return receipt.Added;
    }
}
