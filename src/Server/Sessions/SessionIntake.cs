using System.Collections.Concurrent;
using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;
using Damon.Server.History;

namespace Damon.Server.Sessions;

/// <summary>Takes what a sampler pushes: shows it to the watchers at once and hands it to the history.</summary>
internal sealed class SessionIntake(SessionRegistry sessions, HistoryWriter writer, TimeProvider time, ILogger<SessionIntake> log)
{
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Connection, string Session), bool> _ended = new();

    /// <summary>One snapshot. Returns when it is stored, or had to be dropped: a sampler that gets no answer sends it again.</summary>
    public async Task TakeAsync(SamplerConnection sampler, string sessionId, Snapshot snapshot)
    {
        if (Find(sampler, sessionId) is not { } entry)
        {
            return;
        }

        StoredSnapshot stored;
        try
        {
            stored = StoredSnapshot.Of(entry.Key, snapshot);
        }
        catch (ArgumentException e)
        {
            // Refusing it would have it sent again and again.
            log.LogError("Snapshot {Seq} of session {Id} is dropped: {Reason}", snapshot.Seq, sessionId, e.Message);
            entry.CountLost();
            return;
        }

        entry.Relay(snapshot);
        if (!await writer.AddAsync(stored, sampler.ConnectionId))
        {
            entry.CountLost();
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

    /// <summary>A session's state. An end shows only when everything before it is stored.</summary>
    public async Task TakeAsync(SamplerConnection sampler, SessionStatus status)
    {
        if (Find(sampler, status.SessionId) is not { } entry)
        {
            return;
        }

        entry.SetSamplerLost(status.LostSnapshots);
        if (!SessionLife.IsOver(status.State))
        {
            entry.Change(session => Merge(session, status));
            return;
        }

        await writer.FlushAsync(FlushTimeout);
        entry.Change(session => Merge(session, status));
        await writer.FlushAsync(FlushTimeout);
    }

    /// <summary>Ends a session whose sampler has not said so itself.</summary>
    public async Task EndAsync(SessionEntry entry, SessionState state, string because)
    {
        await writer.FlushAsync(FlushTimeout);
        entry.Change(session => SessionLife.IsOver(session.State)
            ? null
            : session with { State = state, EndedBecause = because, EndedAt = time.GetUtcNow() });
        await writer.FlushAsync(FlushTimeout);
    }

    private SessionResource? Merge(SessionResource session, SessionStatus status)
    {
        if (SessionLife.IsOver(session.State))
        {
            return null;
        }

        var over = SessionLife.IsOver(status.State);
        return session with
        {
            // A status sent before the order to stop arrived does not take it back.
            State = session.State == SessionState.Stopping && !over ? SessionState.Stopping : status.State,
            EndedBecause = over ? status.EndedBecause ?? "Stopped on request." : null,
            EndedAt = over ? status.EndedAt ?? time.GetUtcNow() : null,
            Targets = status.Targets.Length > 0 ? status.Targets : session.Targets,
            SamplerCpuSeconds = Math.Max(session.SamplerCpuSeconds, status.SamplerCpuSeconds),
        };
    }

    /// <summary>The session; when there is none, the sampler is told once to end it.</summary>
    private SessionEntry? Find(SamplerConnection sampler, string sessionId)
    {
        if (sessions.Find(sessionId) is { } entry && entry.Resource.Sampler == sampler.Hello.SamplerId)
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
