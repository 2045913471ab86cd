using System.Collections.Concurrent;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Model.Sessions;
using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Sessions;

/// <summary>Takes what a sampler pushes: shows it to the watchers at once and hands it to the history.</summary>
internal sealed class SessionIntake(SessionRegistry sessions, HistoryWriter writer, TimeProvider time, ILogger<SessionIntake> log)
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(10);
    private static readonly long LatestUs = UnixTime.ToMicroseconds(DateTimeOffset.MaxValue);

    private readonly ConcurrentDictionary<(string Connection, string Session), bool> _ended = new();

    /// <summary>Snapshots. Returns when they are stored, or had to be dropped: a sampler that gets no answer sends them again.</summary>
    public async Task TakeAsync(SamplerConnection sampler, IReadOnlyList<SnapshotPush> pushes)
    {
        var taken = new List<(SessionEntry Entry, StoredSnapshot Snapshot)>(pushes.Count);
        foreach (var push in pushes)
        {
            if (Find(sampler, push.SessionId) is { } entry && Stored(entry, push.Snapshot) is { } stored)
            {
                entry.Relay(push.Snapshot, stored.Figures);
                taken.Add((entry, stored));
            }
        }

        var added = await writer.AddAsync([.. taken.Select(one => one.Snapshot)], sampler.ConnectionId);
        for (var i = 0; i < taken.Count; i++)
        {
            if (!added[i])
            {
                var figures = taken[i].Snapshot.Figures;
                taken[i].Entry.CountLost(figures.Target, figures.Seq);
            }
        }
    }

    /// <summary>One target's mappings.</summary>
    public async Task TakeAsync(SamplerConnection sampler, string sessionId, MappingSet mappings)
    {
        if (Find(sampler, sessionId) is not { } entry)
        {
            return;
        }

        entry.Relay(mappings);
        if (!await writer.AddAsync(StoredMappings.Of(entry.Key, mappings)))
        {
            log.LogWarning("Mappings of session {Id} could not be stored", sessionId);
        }
    }

    /// <summary>How long one target's memory has not been accessed.</summary>
    public async Task TakeAsync(SamplerConnection sampler, string sessionId, IdleMessage idle)
    {
        if (Find(sampler, sessionId) is not { } entry || Stored(entry, idle) is not { } stored)
        {
            return;
        }

        entry.Relay(idle);
        if (!await writer.AddAsync(stored))
        {
            log.LogWarning("Idle ages of session {Id} could not be stored", sessionId);
        }
    }

    /// <summary>A session's state. An end shows only when everything before it is stored.</summary>
    public async Task TakeAsync(SamplerConnection sampler, SessionStatus status)
    {
        if (Find(sampler, status.SessionId) is not { } entry)
        {
            return;
        }

        entry.Change(session => status.LostSnapshots > session.SamplerLost ? session with { SamplerLost = status.LostSnapshots } : session);
        if (!status.State.IsOver())
        {
            entry.Change(session => session.AfterStatus(status, time.GetUtcNow()));
            return;
        }

        await writer.FlushAsync(FlushTimeout);
        entry.Change(session => session.AfterStatus(status, time.GetUtcNow()));
        await writer.FlushAsync(FlushTimeout);
    }

    /// <summary>Ends a session whose sampler has not said so itself.</summary>
    public async Task EndAsync(SessionEntry entry, SessionEvent what, string because)
    {
        await writer.FlushAsync(FlushTimeout);
        entry.Change(session => session.After(what, time.GetUtcNow(), because));
        await writer.FlushAsync(FlushTimeout);
    }

    /// <summary>The form to store; null, and the loss counted, when there is none: refusing it would have it sent again and again.</summary>
    private StoredSnapshot? Stored(SessionEntry entry, Snapshot snapshot)
    {
        try
        {
            return snapshot.StartUs >= 0 && snapshot.EndUs >= snapshot.StartUs && snapshot.EndUs <= LatestUs
                ? StoredSnapshot.Of(entry.Key, snapshot)
                : throw new ArgumentException($"It is from {snapshot.StartUs} to {snapshot.EndUs}, which is no time.");
        }
        catch (ArgumentException e)
        {
            log.LogError("Snapshot {Seq} of session {Id} is dropped: {Reason}", snapshot.Seq, entry.Session.Id, e.Message);
            entry.CountLost(snapshot.Target, snapshot.Seq);
            return null;
        }
    }

    /// <summary>The form to store; null when there is none.</summary>
    private StoredIdle? Stored(SessionEntry entry, IdleMessage idle)
    {
        try
        {
            return StoredIdle.Of(entry.Key, idle);
        }
        catch (ArgumentException e)
        {
            log.LogError("Idle ages of target {Target} of session {Id} are dropped: {Reason}", idle.Target, entry.Session.Id, e.Message);
            return null;
        }
    }

    /// <summary>The session; when there is none, the sampler is told once to end it.</summary>
    private SessionEntry? Find(SamplerConnection sampler, string sessionId)
    {
        if (sessions.Find(sessionId) is { } entry && entry.Session.Sampler == sampler.Hello.SamplerId)
        {
            return entry;
        }

        if (_ended.TryAdd((sampler.ConnectionId, sessionId), true))
        {
            log.LogWarning("Sampler {Sampler} pushes for session {Id}, which does not exist; it is told to end it", sampler.Hello.SamplerId, sessionId);
            _ = sampler.AskAsync(client => client.StopSession(sessionId));
        }

        return null;
    }
}
