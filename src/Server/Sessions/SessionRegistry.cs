using System.Collections.Concurrent;
using System.Globalization;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Sessions;

/// <summary>All sessions, stored and running.</summary>
internal sealed class SessionRegistry(IHistoryReader reader, HistoryWriter writer, TimeProvider time, ILogger<SessionRegistry> log)
{
    private readonly ConcurrentDictionary<string, SessionEntry> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, SessionEntry> _byKey = new();
    private readonly Lock _starting = new();
    private long _lastKey;

    /// <summary>Every session, newest first.</summary>
    public IReadOnlyList<SessionResource> All => [.. _byKey.OrderByDescending(pair => pair.Key).Select(pair => pair.Value.Resource)];

    /// <summary>Every session that holds its targets.</summary>
    public IEnumerable<SessionEntry> Active => _byKey.Values.Where(entry => SessionLife.IsActive(entry.Resource.State));

    /// <summary>The session of an id; null when there is none.</summary>
    public SessionEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Takes the stored sessions up. What ran when the server ended is interrupted until its sampler says that it still runs.</summary>
    public void Restore()
    {
        writer.Stored += span => _byKey.GetValueOrDefault(span.Session)?.CountStored(span);
        foreach (var stored in reader.Sessions())
        {
            var entry = Add(stored);
            if (SessionLife.IsActive(stored.Resource.State))
            {
                var session = stored.Resource;
                entry.Change(_ => session with
                {
                    State = SessionState.Interrupted,
                    EndedBecause = "The server went away while the session ran; what was sampled since then is unknown.",
                    EndedAt = session.LastUs is { } last ? UnixTime.FromMicroseconds(last) : session.StartedAt,
                });
                log.LogWarning("Session {Id} was {State} when the server ended; it is interrupted now", session.Id, session.State);
            }

            _lastKey = Math.Max(_lastKey, stored.Key);
        }
    }

    /// <summary>Adds a session unless an active one already has one of its targets with the same operations.</summary>
    /// <param name="id">Identity of the new session.</param>
    /// <param name="session">The session, all but its id and times.</param>
    /// <param name="conflict">Finds what stands against it, given the active sessions.</param>
    /// <returns>The new entry, or null when there was a conflict.</returns>
    public SessionEntry? TryAdd(string id, SessionResource session, Func<IEnumerable<SessionResource>, bool> conflict)
    {
        lock (_starting)
        {
            if (conflict(Active.Select(entry => entry.Resource)))
            {
                return null;
            }

            var stored = new StoredSession(++_lastKey, session with { Id = id, StartedAt = time.GetUtcNow() }, 0, 0);
            var entry = Add(stored);
            writer.Save(stored);
            return entry;
        }
    }

    /// <summary>Forgets a session that <see cref="SessionEntry.TryDelete"/> has closed, and deletes its history.</summary>
    /// <returns>False when the history could not be changed in time; it will be as soon as it can.</returns>
    public Task<bool> RemoveAsync(SessionEntry entry, TimeSpan timeout)
    {
        _byId.TryRemove(entry.Resource.Id, out _);
        _byKey.TryRemove(entry.Key, out _);
        return writer.DeleteAsync(entry.Key, timeout);
    }

    /// <summary>A new id: the time, so that ids sort, and random digits, so that none comes twice.</summary>
    public string NewId() => string.Create(
        CultureInfo.InvariantCulture,
        $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}");

    private SessionEntry Add(StoredSession stored)
    {
        var entry = new SessionEntry(stored, writer);
        _byKey[stored.Key] = entry;
        _byId[stored.Resource.Id] = entry;
        return entry;
    }
}
