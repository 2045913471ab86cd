using Damon.Server.Configuration;
using Damon.Server.History.Retention;

namespace Damon.Server.History;

/// <summary>
/// The one writer of the history. Snapshots wait in a bounded queue and are committed in batches. While the store cannot
/// be written (a full disk, say) it keeps trying; what finds the queue full then is dropped and counted.
/// </summary>
internal sealed class HistoryWriter(IHistoryStore store, TimeProvider time, ILogger<HistoryWriter> log) : BackgroundService
{
    private static readonly TimeSpan RoomTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongWrite = TimeSpan.FromSeconds(2);

    private readonly HistoryQueue _queue = new(time);
    private volatile Refusal? _refusal;
    private volatile TaskCompletionSource<Refusal> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lost;
    private long _writingSince;

    /// <summary>Raised after every commit for each session it has added snapshots to.</summary>
    public event Action<StoredSpan>? Stored;

    /// <summary>Raised for each session whose beginning was deleted.</summary>
    public event Action<StoredTrim>? Trimmed;

    /// <summary>Why nothing can be written at the moment, as a sentence; null while all is well.</summary>
    public string? Failure => _refusal?.Sentence;

    /// <summary>The same with whether that is because there is no room.</summary>
    public Refusal? Trouble => _refusal;

    /// <summary>That a write takes long, as a sentence, before it has failed; null while none does.</summary>
    public string? Delay => Interlocked.Read(ref _writingSince) is not 0 and var since && time.GetElapsedTime(since) is var waited && waited >= LongWrite
        ? $"The history has not been written for {waited.TotalSeconds:0} s: the disk is slow, or another program holds the database's lock (a backup, an sqlite3 shell). What comes meanwhile waits."
        : null;

    /// <summary>Snapshots dropped since the start because they could not be written.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Items that wait to be written.</summary>
    public int Waiting => _queue.Count;

    // Where nothing can be written there will be no room, nor an answer.
    private TimeSpan Patience => _refusal is null ? RoomTimeout : TimeSpan.Zero;

    /// <summary>Takes one snapshot over, as several.</summary>
    /// <returns>False when it had to be dropped.</returns>
    public async ValueTask<bool> AddAsync(StoredSnapshot snapshot, string sender, CancellationToken cancellation = default)
        => (await AddAsync([snapshot], sender, cancellation))[0];

    /// <summary>
    /// Takes snapshots over; waits for room when the queue is full, and until they are committed, so that their sender
    /// may forget them. While nothing can be written it waits for neither.
    /// </summary>
    /// <param name="snapshots">In order.</param>
    /// <param name="sender">Who waits: batches are cut so that no sender is held up, but never between two of these.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>For each whether it was taken; false when it had to be dropped.</returns>
    public async ValueTask<IReadOnlyList<bool>> AddAsync(IReadOnlyList<StoredSnapshot> snapshots, string sender, CancellationToken cancellation = default)
    {
        var added = new bool[snapshots.Count];
        HistoryItem? last = null;
        for (var i = 0; i < added.Length; i++)
        {
            // The sender waits for the last one: with it, it can send nothing more.
            var item = new HistoryItem { Snapshot = snapshots[i], Sender = i == added.Length - 1 ? sender : null };
            added[i] = await _queue.AddAsync(item, Patience, cancellation: cancellation);
            last = added[i] ? item : last;
            Interlocked.Add(ref _lost, added[i] ? 0 : 1);
        }

        if (last is null)
        {
            return added;
        }

        try
        {
            await last.Committed.WaitAsync(Patience, time, cancellation);
        }
        catch (TimeoutException)
        {
            // It stays in the queue.
        }
        finally
        {
            _queue.Answer(last);
        }

        return added;
    }

    /// <summary>Takes mappings over; false when they had to be dropped.</summary>
    public ValueTask<bool> AddAsync(StoredMappings mappings, CancellationToken cancellation = default)
        => _queue.AddAsync(new HistoryItem { Mappings = mappings }, Patience, cancellation: cancellation);

    /// <summary>Takes over how long memory has not been accessed; false when that had to be dropped.</summary>
    public ValueTask<bool> AddAsync(StoredIdle idle, CancellationToken cancellation = default)
        => _queue.AddAsync(new HistoryItem { Idle = idle }, Patience, cancellation: cancellation);

    /// <summary>Stores a session as it stands now; only the newest of several states is written.</summary>
    public void Save(StoredSession session) => _queue.Save(session);

    /// <summary>Returns when everything accepted so far is committed; false when that takes longer than <paramref name="timeout"/>.</summary>
    public async Task<bool> FlushAsync(TimeSpan timeout)
    {
        var start = time.GetTimestamp();
        var mark = new HistoryItem();
        return await _queue.AddAsync(mark, timeout, hurry: true)
            && await InTimeAsync(mark.Committed, timeout - time.GetElapsedTime(start));
    }

    /// <summary>Stores a session as it stands now, and returns when that is done.</summary>
    /// <param name="session">The session; it is stored later all the same, unless it is deleted.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <returns>Why it cannot be stored; null when it is.</returns>
    public async Task<Refusal?> StoreAsync(StoredSession session, TimeSpan timeout)
    {
        var failed = _failed.Task;
        Save(session);
        var stored = FlushAsync(timeout);
        if (await Task.WhenAny(stored, failed) == failed)
        {
            // As it was then: on a full disk a small write may succeed in between.
            return await failed;
        }

        return await stored ? null : Trouble ?? new Refusal("The history could not be written in time.", IsFull: false);
    }

    /// <summary>
    /// Deletes a session and its history, ahead of everything that waits: it may be what makes room. False when it could not
    /// be done in time: then the session stays as it was.
    /// </summary>
    public Task<bool> DeleteAsync(long session, TimeSpan timeout) => _queue.DeleteAsync(session, timeout);

    /// <summary>The same of what nobody knows of: it is tried until it is done.</summary>
    /// <returns>Whether it was done within <paramref name="wait"/>.</returns>
    public Task<bool> DropAsync(long session, TimeSpan wait) => InTimeAsync(_queue.DeleteAsync(session, null), wait);

    /// <summary>Has the beginning of a session deleted, after what waits. Where that fails it is not tried again.</summary>
    /// <param name="cut">What is to go; not a whole session.</param>
    public void Trim(RetentionCut cut) => _queue.Trim(cut);

    /// <summary>Opens the store before anything is read from it.</summary>
    /// <exception cref="StartupException">It cannot be used.</exception>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        store.Prepare();
        _queue.Tidy();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Close();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _queue.Dispose();
        base.Dispose();
    }

    // The token does not end it: what was accepted is written, unless writing fails.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _queue.WaitAsync())
        {
            var work = _queue.Take();
            Interlocked.Exchange(ref _writingSince, time.GetTimestamp());
            var isWritten = TryWrite(work);
            Interlocked.Exchange(ref _writingSince, 0);
            if (!isWritten && !_queue.Failed())
            {
                log.LogError("The server ends with {Count} items that could not be written", _queue.Count);
                return;
            }
        }
    }

    private bool TryWrite(HistoryWork work)
    {
        try
        {
            // Ahead of what waits: it may make the room that this needs.
            Delete(work);
            if (!work.IsEmpty)
            {
                Tell(store.Append(work.ToBatch()));
            }

            _queue.Committed(work);
            Trim(work);
            Tidy();
            return true;
        }
        catch (HistoryUnavailableException e)
        {
            if (_refusal is null)
            {
                log.LogError(e, "The history cannot be written; trying again every {Seconds} s", BatchSchedule.RetryPause.TotalSeconds);
            }

            var refusal = _refusal = new Refusal("The history cannot be written: " + e.Message, e.IsFull);
            _failed.TrySetResult(refusal);
            if (e.IsFull)
            {
                // What is deleted already may still make room.
                Tidy();
            }

            return false;
        }
    }

    // Apart from the batch: one that cannot be done must not keep the others' snapshots out. It is tried again, not all the time.
    private void Delete(HistoryWork work)
    {
        foreach (var session in work.Deletions)
        {
            try
            {
                store.Delete(session);
                _queue.Deleted(session);
            }
            catch (HistoryUnavailableException e)
            {
                if (_queue.DeletionFailed(session))
                {
                    log.LogWarning(e, "A session could not be deleted; it is tried again every {Seconds} s", BatchSchedule.RetryPause.TotalSeconds);
                }
            }
        }
    }

    // Apart from the batch, too: after the next one it is tried again.
    private void Tidy()
    {
        try
        {
            if (store.Tidy())
            {
                _queue.Tidy();
            }
        }
        catch (HistoryUnavailableException e)
        {
            log.LogDebug(e, "What is stored could not be tidied");
        }
    }

    // Apart from the batch, which is stored: who wants room asks again.
    private void Trim(HistoryWork work)
    {
        try
        {
            foreach (var trim in work.Trims.Select(cut => store.Trim(cut)).OfType<StoredTrim>())
            {
                Trimmed?.Invoke(trim);
            }
        }
        catch (HistoryUnavailableException e)
        {
            log.LogWarning(e, "The beginning of a session could not be deleted to make room");
        }
    }

    private void Tell(HistoryReceipt receipt)
    {
        if (_refusal is not null)
        {
            log.LogInformation("The history is written again");
            _refusal = null;
            _failed = new TaskCompletionSource<Refusal>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        foreach (var refusal in receipt.Refused)
        {
            Interlocked.Increment(ref _lost);
            log.LogError("An item of the history is dropped: {Reason}", refusal);
        }

        foreach (var span in receipt.Added)
        {
            Stored?.Invoke(span);
        }
    }

    private async Task<bool> InTimeAsync(Task done, TimeSpan timeout)
    {
        try
        {
            await done.WaitAsync(timeout > TimeSpan.Zero ? timeout : TimeSpan.Zero, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Why something could not be stored.</summary>
    /// <param name="Sentence">The reason, as a sentence.</param>
    /// <param name="IsFull">Whether that is because there is no room.</param>
    internal sealed record Refusal(string Sentence, bool IsFull);
}
