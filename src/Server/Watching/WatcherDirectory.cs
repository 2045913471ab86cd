using System.Collections.Concurrent;

namespace Damon.Server.Watching;

/// <summary>Finds the watchers that an acknowledgement is for, and bounds how many a connection has: each keeps snapshots waiting.</summary>
internal sealed class WatcherDirectory
{
    /// <summary>Most watchers of one connection; a page has two.</summary>
    public const int MostOfAConnection = 32;

    private readonly ConcurrentDictionary<Watcher, (string Connection, string Session)> _watchers = new();
    private readonly Dictionary<string, int> _ofConnection = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>What all that ever were have been sent, and have lost.</summary>
    public WatchCounts Counts { get; } = new();

    /// <summary>How many there are.</summary>
    public int Count => _watchers.Count;

    /// <summary>A place for one more watcher of a connection, until the answer is disposed; null when it has as many as it may.</summary>
    public Place? Reserve(string connection)
    {
        lock (_gate)
        {
            var count = _ofConnection.GetValueOrDefault(connection);
            if (count >= MostOfAConnection)
            {
                return null;
            }

            _ofConnection[connection] = count + 1;
            return new Place(this, connection);
        }
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

    private void Free(string connection)
    {
        lock (_gate)
        {
            if (--_ofConnection[connection] == 0)
            {
                _ofConnection.Remove(connection);
            }
        }
    }

    /// <summary>One watcher's place.</summary>
    public sealed class Place(WatcherDirectory directory, string connection) : IDisposable
    {
        private Watcher? _watcher;

        /// <summary>Lists the watcher.</summary>
        public void Take(string session, Watcher watcher)
        {
            _watcher = watcher;
            directory._watchers[watcher] = (connection, session);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_watcher is not null)
            {
                directory._watchers.TryRemove(_watcher, out _);
            }

            directory.Free(connection);
        }
    }
}
