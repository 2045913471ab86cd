using System.Collections.Concurrent;
using System.Globalization;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>All sessions, stored and running.</summary>
internal sealed class SessionRegistry(IHistoryReader reader, HistoryWriter writer, TimeProvider time, ILogger<SessionRegistry> log)
{
    private static readonly TimeSpan DeleteTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, SessionEntry> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, SessionEntry> _byKey = new();
    private long _lastKey;

    /// <summary>Every session, newest first.</summary>
    public IReadOnlyList<Session> All => [.. _byKey.OrderByDescending(pair => pair.Key).Select(pair => pair.Value.Session)];

    /// <summary>Every session that holds its targets.</summary>
    public IEnumerable<SessionEntry> Active => _byKey.Values.Where(entry => entry.Session.State.IsActive());

    /// <summary>The session of a key; null when there is none.</summary>
    public SessionEntry? Find(long key) => _byKey.GetValueOrDefault(key);

    /// <summary>The session of an id; null when there is none.</summary>
    public SessionEntry? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>The session of an id that a call names.</summary>
    public Outcome<SessionEntry> Require(string id) => Find(id) is { } entry
        ? entry
        : Problem.Of(StatusCodes.Status404NotFound, $"There is no session '{id}'; GET /api/v1/sessions lists them.", "id");

    /// <summary>Takes the stored sessions up. What ran when the server ended is interrupted until its sampler says that it still runs.</summary>
    public void Restore()
    {
        writer.Stored += span => _byKey.GetValueOrDefault(span.Session)?.CountStored(span);
        writer.Trimmed += trim => _byKey.GetValueOrDefault(trim.Session)?.Trim(trim);
        foreach (var stored in reader.Sessions())
        {
            _lastKey = Math.Max(_lastKey, stored.Key);
            if (stored.IsDeleted)
            {
                continue;
            }

            if (stored is { Sampler: Session.ImportedSampler, State: SessionState.Starting })
            {
                log.LogWarning("Session {Id} was being imported when the server ended; what was stored of it is deleted", stored.Id);
                _ = writer.DropAsync(stored.Key, DeleteTimeout);
                continue;
            }

            var entry = Add(stored.ToSession(), stored.Sequences);
            var ended = stored.LastUs is { } last ? UnixTime.FromMicroseconds(last) : stored.StartedAt;
            if (entry.Change(session => session.After(SessionEvent.Lost, ended, "The server went away while the session ran; what was sampled since then is unknown.")).Moved)
            {
                log.LogWarning("Session {Id} was {State} when the server ended; it is interrupted now", stored.Id, stored.State);
            }
        }
    }

    /// <summary>Takes a new session up, with a number and an identity of its own.</summary>
    public SessionEntry Add(StartPlan plan, string sampler)
    {
        var (key, id) = NextIdentity();
        var session = new Session
        {
            Key = key,
            Id = id,
            Name = plan.Name ?? SessionTexts.NameOf(plan.Targets.Select(target => target.Group ?? $"process {target.Pid}")),
            Notes = plan.Notes,
            Operations = plan.Operations,
            Targets = [.. plan.Targets.Where(target => target.Kind is null).Select((target, index) => new SessionTarget(index, target.Pid, target.StartTime ?? default))],
            Groups = [.. plan.Targets.SelectMany(target => target.Kind is { } kind ? new[] { new SessionGroup(kind, target.Group ?? "") } : [])],
            Attributes = plan.Attributes,
            FollowChildren = plan.FollowChildren,
            Sampler = sampler,
            StartedAt = time.GetUtcNow(),
        };
        return Add(session);
    }

    /// <summary>A number and an identity for a session that is stored before anybody sees it.</summary>
    public (long Key, string Id) NextIdentity() => (Interlocked.Increment(ref _lastKey), NewId());

    /// <summary>Takes a session up that is stored already, with all of its history.</summary>
    public SessionEntry TakeUp(Session session) => Add(session);

    /// <summary>Deletes the history of a session that <see cref="SessionEntry.TryDelete"/> has closed, then forgets the session.</summary>
    /// <returns>False when the history could not be changed in time: then the session is as it was.</returns>
    public async Task<bool> RemoveAsync(SessionEntry entry, TimeSpan timeout)
    {
        if (!await writer.DeleteAsync(entry.Key, timeout))
        {
            entry.Keep();
            return false;
        }

        Forget(entry);
        return true;
    }

    /// <summary>Forgets a session that has not begun; what is stored of it goes as soon as it can.</summary>
    public Task AbandonAsync(SessionEntry entry, TimeSpan timeout)
    {
        Forget(entry);
        return writer.DropAsync(entry.Key, timeout);
    }

    /// <summary>A new id: the time, so that ids sort, and random digits, so that none comes twice.</summary>
    private string NewId() => string.Create(
        CultureInfo.InvariantCulture,
        $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}");

    private void Forget(SessionEntry entry)
    {
        _byId.TryRemove(entry.Id, out _);
        _byKey.TryRemove(entry.Key, out _);
    }

    private SessionEntry Add(Session session, IReadOnlyList<StoredSequence>? stored = null)
    {
        var entry = new SessionEntry(session, writer, stored ?? []);
        _byKey[session.Key] = entry;
        _byId[session.Id] = entry;
        return entry;
    }
}
