namespace Damon.Contracts.Watching;

/// <summary>Method names of <c>/hubs/monitor</c>.</summary>
public static class MonitorHubMethods
{
    /// <summary>
    /// <c>Watch(sessionId)</c>: a stream of <see cref="WatchEvent"/>. The first item is the session as it stands, then
    /// each target's newest mappings, then what happens from now on. It ends when the session has ended.
    /// </summary>
    public const string Watch = "Watch";

    /// <summary>
    /// <c>Ack(sessionId, count)</c>, optional: the watcher has handled this many snapshots so far. From the first call
    /// on, at most two unacknowledged snapshots are on the way to it, and what comes meanwhile is dropped whole
    /// and counted (<see cref="WatchEventKind.Lost"/>): a slow browser stays current instead of falling behind.
    /// </summary>
    public const string Ack = "Ack";
}
