namespace Damon.Server.History;

/// <summary>One item of the queue: something to store, or only a mark behind everything that came before.</summary>
internal sealed class HistoryItem
{
    private readonly TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A snapshot to store.</summary>
    public StoredSnapshot? Snapshot { get; init; }

    /// <summary>Mappings to store.</summary>
    public StoredMappings? Mappings { get; init; }

    /// <summary>How long memory has not been accessed, to store.</summary>
    public StoredIdle? Idle { get; init; }

    /// <summary>Who waits for it and sends on only then; null when nobody does.</summary>
    public string? Sender { get; init; }

    /// <summary>Whether the sender has its answer; the queue's to set.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Completed once it and everything before it are committed.</summary>
    public Task Committed => _committed.Task;

    /// <summary>It is committed.</summary>
    public void Complete() => _committed.TrySetResult();
}
