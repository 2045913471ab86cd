using Damon.Contracts.Link;
using Damon.Model.Sessions;
using Damon.Server.Configuration;

namespace Damon.Server.Sessions;

/// <summary>What the coming and going of samplers means for their sessions.</summary>
internal sealed class SamplerLife(SamplerDirectory samplers, SessionRegistry sessions, DamonSettings settings, TimeProvider time, ILogger<SamplerLife> log)
{
    /// <summary>A sampler is there, for the first time or again.</summary>
    public SamplerWelcome Welcome(string connectionId, SamplerHello hello, ISamplerClient client)
    {
        if (hello.LinkVersion != ISamplerHub.LinkVersion)
        {
            return Refuse($"The sampler speaks version {hello.LinkVersion} of the link, the server version {ISamplerHub.LinkVersion}. Install both from the same release.");
        }

        if (hello.SamplerId.Length == 0)
        {
            return Refuse("The sampler has no id.");
        }

        samplers.Add(new SamplerConnection(connectionId, hello, client, settings.Link.AnswerTimeout, time));
        log.LogInformation("Sampler {Id} on {Host} (Linux {Kernel}) is connected and runs {Count} sessions", hello.SamplerId, hello.Host, hello.Kernel, hello.RunningSessions.Length);
        var unknown = hello.RunningSessions.Where(id => !TryResume(id, hello.SamplerId)).ToArray();
        // Its socket is this host's: one sampler at a time, and this one is another process than the one that is gone.
        Interrupt(session => session.Sampler != hello.SamplerId && session.State != SessionState.Starting && samplers.Find(session.Sampler) is null && !hello.RunningSessions.Contains(session.Id),
            "The sampler ended, and another one has come in its place; what was sampled last is unknown.");
        if (sessions.Active.Any(entry => IsMissing(entry.Session, hello)))
        {
            // They have ended while it was away; what ended them may still be on its way.
            After(settings.Link.Grace, () => Interrupt(session => IsMissing(session, hello), "The sampler came back without the session; what it sampled last is lost."));
        }

        return new SamplerWelcome { Accepted = true, UnknownSessions = unknown };
    }

    /// <summary>A connection has ended.</summary>
    public void Lost(string connectionId)
    {
        if (samplers.Remove(connectionId) is not { Hello: var hello })
        {
            return;
        }

        log.LogWarning("Sampler {Id} on {Host} is gone", hello.SamplerId, hello.Host);
        After(settings.Link.Grace, () =>
        {
            if (samplers.Find(hello.SamplerId) is null)
            {
                Interrupt(session => session.Sampler == hello.SamplerId, "The connection to the sampler was lost; what was sampled since then is unknown.");
            }
        });
    }

    private static SamplerWelcome Refuse(string problem) => new() { Accepted = false, Problem = problem };

    private static bool IsMissing(Session session, SamplerHello hello)
        => session.Sampler == hello.SamplerId && session.State != SessionState.Starting && !hello.RunningSessions.Contains(session.Id);

    private bool TryResume(string id, string samplerId)
    {
        if (sessions.Find(id) is not { Session: var known } entry || known.State.IsOver() || known.Sampler != samplerId)
        {
            return false;
        }

        var change = entry.Change(session => session.After(SessionEvent.Returned, time.GetUtcNow()));
        if (change.Moved)
        {
            log.LogWarning("Session {Id} goes on after an interruption: {Reason}", id, change.Before.EndedBecause);
        }

        return true;
    }

    private void Interrupt(Func<Session, bool> which, string because)
    {
        foreach (var entry in sessions.Active)
        {
            var change = entry.Change(session => which(session) ? session.After(SessionEvent.Lost, time.GetUtcNow(), because) : session);
            if (change.Moved)
            {
                log.LogWarning("Session {Id} is interrupted: {Reason}", entry.Id, because);
            }
        }
    }

    private void After(TimeSpan delay, Action action) => _ = Task.Delay(delay, time).ContinueWith(_ => action(), TaskScheduler.Default);
}
