namespace Damon.Sampler.Link;

/// <summary>What the outbox keeps of one session.</summary>
internal sealed class OutboxSession
{
    /// <summary>Pushes of the session that wait.</summary>
    public int Queued { get; set; }

    /// <summary>Snapshots pushed so far.</summary>
    public long Taken { get; set; }

    /// <summary>Snapshots dropped.</summary>
    public long Lost { get; set; }

    /// <summary>The status that waits; null when none does.</summary>
    public LinkedListNode<OutboxItem>? Status { get; set; }

    /// <summary>The latest status, waiting or taken over.</summary>
    public OutboxItem? LastStatus { get; set; }

    /// <summary>Completes when nothing waits any more.</summary>
    public TaskCompletionSource Delivered { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
