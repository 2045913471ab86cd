namespace Damon.Contracts.Watching;

/// <summary>What a browser calls on <c>/hubs/monitor</c>.</summary>
public interface IMonitorHub
{
    /// <summary>
    /// A stream: the session as it stands, then each target's newest mappings, then its newest idle ages where they
    /// are known, then what happens from now on. It ends when the session has ended.
    /// </summary>
    /// <param name="sessionId">Which session; a <c>HubException</c> when there is none.</param>
    /// <param name="cancellation">Ends the stream; it does not travel, SignalR gives it.</param>
    IAsyncEnumerable<WatchEvent> Watch(string sessionId, CancellationToken cancellation);

    /// <summary>
    /// Optional: the watcher has handled this many snapshots so far. From the first call on, at most two unacknowledged
    /// snapshots are on the way to it, and what comes meanwhile is dropped whole and counted
    /// (<see cref="WatchEventKind.Lost"/>): a slow browser stays current instead of falling behind.
    /// </summary>
    /// <param name="sessionId">Which session.</param>
    /// <param name="count">Snapshots of its stream handled so far.</param>
    Task Ack(string sessionId, long count);
}
