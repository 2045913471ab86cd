using Damon.Contracts.Watching;

namespace Damon.Client.Live;

/// <summary>Streams what happens in a session, over connections that come and go.</summary>
public interface IWatchClient
{
    /// <summary>
    /// Opens one connection and yields the session's events until the session has ended (the stream ends) or the
    /// connection fails (an exception).
    /// </summary>
    IAsyncEnumerable<WatchEvent> WatchAsync(string sessionId, CancellationToken cancel);

    /// <summary>Tells the server how many snapshots of this connection have been handled. Failures are ignored: the stream tells.</summary>
    Task AckAsync(string sessionId, long count);
}
