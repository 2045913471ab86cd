using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History;

/// <summary>
/// The one writer of the history. Snapshots wait in a bounded queue and are committed in batches. While the database
/// cannot be written (a full disk, say) it keeps trying; what finds the queue full then is dropped and counted.
/// </summary>
internal sealed class HistoryWriter(HistoryDatabase database, TimeProvider time, ILogger<HistoryWriter> log) : BackgroundService
{
    private const int QueueCapacity = 512;
    private const int BatchSize = 256;

    private static readonly TimeSpan BatchTime = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryTime = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(10);

    private readonly Channel<HistoryWrite> _queue = Channel.CreateBounded<HistoryWrite>(new BoundedChannelOptions(QueueCapacity) { SingleReader = true });
    private readonly ConcurrentDictionary<long, StoredSession> _sessions = new();
    private readonly ConcurrentDictionary<long, TaskCompletionSource> _deletions = new();
    private readonly SemaphoreSlim _hurry = new(0);
    private volatile string? _failure;
    private long _lost;
    private SqliteConnection? _connection;

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
    public async ValueTask<bool> AddAsync(SnapshotRow row, CancellationToken cancellation = default)
    {
        var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!await EnqueueAsync(new HistoryWrite(Snapshot: row, Flushed: committed), cancellation))
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
    public ValueTask<bool> AddAsync(MappingRow row, CancellationToken cancellation = default) => EnqueueAsync(new HistoryWrite(Mappings: row), cancellation);

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
            await _queue.Writer.WriteAsync(new HistoryWrite(Flushed: flushed), patience.Token);
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

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        _hurry.Release();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        _hurry.Dispose();
        base.Dispose();
    }

    // The token does not end the reading: what was accepted is written, unless writing fails.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<HistoryWrite>(BatchSize);
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

    private async ValueTask<bool> EnqueueAsync(HistoryWrite write, CancellationToken cancellation)
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

    private bool TryCommit(List<HistoryWrite> batch)
    {
        try
        {
            _connection ??= database.OpenWriter();
            DeleteSessions(_connection);
            var spans = CommitBatch(_connection, batch);
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
                write.Flushed?.TrySetResult();
            }

            return true;
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            if (_failure is null)
            {
                log.LogError(e, "The history cannot be written; trying again every {Seconds} s", RetryTime.TotalSeconds);
            }

            _failure = "The history cannot be written: " + HistoryDatabase.Explain(e);
            _connection?.Dispose();
            _connection = null;
            return false;
        }
    }

    private void DeleteSessions(SqliteConnection connection)
    {
        foreach (var (session, deleted) in _deletions)
        {
            _sessions.TryRemove(session, out _);
            HistoryStatements.Delete(connection, session);
            _deletions.TryRemove(session, out _);
            deleted.TrySetResult();
        }
    }

    private Dictionary<long, StoredSpan>.ValueCollection CommitBatch(SqliteConnection connection, List<HistoryWrite> batch)
    {
        var sessions = _sessions.ToArray();
        var spans = new Dictionary<long, StoredSpan>();
        using (var transaction = connection.BeginTransaction())
        {
            foreach (var (_, session) in sessions)
            {
                HistoryStatements.Save(connection, transaction, session);
            }

            foreach (var write in batch)
            {
                Apply(connection, transaction, write, spans);
            }

            foreach (var span in spans.Values)
            {
                HistoryStatements.Count(connection, transaction, span);
            }

            transaction.Commit();
        }

        foreach (var pair in sessions)
        {
            _sessions.TryRemove(pair); // only when it has not changed meanwhile
        }

        return spans.Values;
    }

    private void Apply(SqliteConnection connection, SqliteTransaction transaction, HistoryWrite write, Dictionary<long, StoredSpan> spans)
    {
        try
        {
            if (write.Snapshot is { } snapshot && HistoryStatements.Add(connection, transaction, snapshot))
            {
                spans[snapshot.Session] = spans.TryGetValue(snapshot.Session, out var span) ? span.And(snapshot) : StoredSpan.Of(snapshot);
            }
            else if (write.Mappings is { } mappings)
            {
                HistoryStatements.Add(connection, transaction, mappings);
            }
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 18 or 19 or 20)
        {
            // Too big, or against a constraint: it will never go in, and must not keep the others out.
            Interlocked.Increment(ref _lost);
            log.LogError(e, "An item of the history was refused and is dropped");
        }
    }
}
