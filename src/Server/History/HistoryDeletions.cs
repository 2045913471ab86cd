namespace Damon.Server.History;

/// <summary>
/// Deletions that are to be done, apart from everything else: one that fails is tried again, and only where somebody waits
/// for it given up in the end. Safe to call from any thread.
/// </summary>
/// <param name="time">The clock that tries go by.</param>
internal sealed class HistoryDeletions(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Deletion> _waiting = [];
    private readonly HashSet<long> _deleted = [];

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Whether a session is deleted, or is to be.</summary>
    public bool Have(long session)
    {
        lock (_gate)
        {
            return _deleted.Contains(session);
        }
    }

    /// <summary>A session is to be deleted.</summary>
    /// <param name="session">The session's key.</param>
    /// <param name="patience">When it is given up if it fails; null for never.</param>
    /// <returns>Completed with whether it is done: false when it was given up.</returns>
    public Task<bool> Add(long session, TimeSpan? patience)
    {
        lock (_gate)
        {
            _deleted.Add(session);
            if (!_waiting.TryGetValue(session, out var deletion))
            {
                _waiting[session] = deletion = new Deletion { Since = time.GetTimestamp(), Patience = patience };
            }

            return deletion.Done.Task;
        }
    }

    /// <summary>Those to be tried now.</summary>
    public IReadOnlyList<long> Due()
    {
        lock (_gate)
        {
            return [.. _waiting.Where(one => one.Value.FailedAt is not { } failed || time.GetElapsedTime(failed) >= BatchSchedule.RetryPause).Select(static one => one.Key)];
        }
    }

    /// <summary>One is done.</summary>
    public void Done(long session)
    {
        lock (_gate)
        {
            if (_waiting.Remove(session, out var deletion))
            {
                deletion.Done.TrySetResult(true);
            }
        }
    }

    /// <summary>One could not be done.</summary>
    /// <returns>Whether it was the first try.</returns>
    public bool Failed(long session)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(session, out var deletion))
            {
                return false;
            }

            var isFirst = deletion.FailedAt is null;
            deletion.FailedAt = time.GetTimestamp();
            if (time.GetElapsedTime(deletion.Since) >= deletion.Patience)
            {
                _waiting.Remove(session);
                _deleted.Remove(session);
                deletion.Done.TrySetResult(false);
            }

            return isFirst;
        }
    }

    private sealed class Deletion
    {
        public required long Since { get; init; }

        public required TimeSpan? Patience { get; init; }

        public long? FailedAt { get; set; }

        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
