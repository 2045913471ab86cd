using System.Collections.Concurrent;

namespace Damon.Server.Watching;

/// <summary>Finds the watchers that an acknowledgement is for.</summary>
internal sealed class WatcherDirectory
{
    private readonly ConcurrentDictionary<Watcher, (string Connection, string Session)> _watchers = new();

    /// <summary>How many there are.</summary>
    public int Count => _watchers.Count;

    /// <summary>Lists a watcher until the answer is disposed.</summary>
    public IDisposable Add(string connection, string session, Watcher watcher)
    {
        _watchers[watcher] = (connection, session);
        return new Entry(_watchers, watcher);
    }

    /// <summary>Hands an acknowledgement to the connection's watchers of the session.</summary>
    public void Acknowledge(string connection, string session, long count)
    {
        foreach (var (watcher, of) in _watchers)
        {
            if (of == (connection, session))
            {
                watcher.Acknowledge(count);
            }
        }
    }

    private sealed class Entry(ConcurrentDictionary<Watcher, (string, string)> watchers, Watcher watcher) : IDisposable
    {
        public void Dispose() => watchers.TryRemove(watcher, out _);
    }
}
