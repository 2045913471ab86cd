using Damon.Contracts.Link;
using Damon.Model.Sessions;

namespace Damon.Server.Sessions;

/// <summary>How a session changes by what happens to it. Pure; whatever changes a session's state goes through <see cref="After"/>.</summary>
internal static class SessionTransitions
{
    /// <summary>The session after an event, by the table of <see cref="SessionLife"/>; itself when the event changes nothing.</summary>
    /// <param name="session">The session before.</param>
    /// <param name="what">What has happened.</param>
    /// <param name="at">When; it is the end when sampling ends by it.</param>
    /// <param name="because">Why, as a sentence; kept when sampling ends by it.</param>
    public static Session After(this Session session, SessionEvent what, DateTimeOffset at, string? because = null)
    {
        if (SessionLife.Next(session.State, what) is not { } next)
        {
            return session;
        }

        var goesOn = next.IsActive();
        return session with { State = next, EndedBecause = goesOn ? null : because, EndedAt = goesOn ? null : at, Cost = goesOn ? session.Cost : null };
    }

    /// <summary>The session after its sampler has begun.</summary>
    /// <param name="session">The session before.</param>
    /// <param name="answer">What the sampler has answered.</param>
    /// <param name="at">When.</param>
    public static Session AfterStart(this Session session, StartAnswer answer, DateTimeOffset at)
    {
        var begun = session with { Operations = answer.Operations };

        // A short-lived target may have ended already: then its status came first and says more.
        return session.State == SessionState.Starting
            ? begun.After(SessionEvent.Sampling, at) with { Targets = SessionTarget.Of(answer.Targets), Groups = SessionGroup.Of(answer.Groups ?? []) }
            : begun;
    }

    /// <summary>The session after what its sampler says of it; one that is over for good stays as it is.</summary>
    /// <param name="session">The session before.</param>
    /// <param name="status">What the sampler says.</param>
    /// <param name="now">When it arrived; the end, where the status has ended the session and tells no time.</param>
    public static Session AfterStatus(this Session session, SessionStatus status, DateTimeOffset now)
    {
        if (session.State.IsOver())
        {
            return session;
        }

        var because = status.EndedBecause ?? (status.State.IsOver() ? "Stopped on request." : null);
        var moved = EventOf(status.State) is { } what ? session.After(what, status.EndedAt ?? now, because) : session;
        var targets = status.Targets.Length > 0 ? SessionTarget.Of(status.Targets) : session.Targets;
        return moved with
        {
            Name = SessionTexts.Renamed(session.Name, session.Targets, targets),
            Targets = targets,
            Groups = status.Groups.Length > 0 ? SessionGroup.Of(status.Groups) : session.Groups,
            Cost = moved.State.IsActive() ? status.Cost ?? session.Cost : null,
            Taken = moved.State.IsOver() ? status.TakenSnapshots ?? session.Taken : session.Taken,
            SamplerCpuSeconds = Math.Max(session.SamplerCpuSeconds, status.SamplerCpuSeconds),
        };
    }

    /// <summary>What it means that a sampler says it is in a state; null when nothing.</summary>
    private static SessionEvent? EventOf(SessionState told) => told switch
    {
        SessionState.Running => SessionEvent.Sampling,
        SessionState.Stopping => SessionEvent.StopAsked,
        SessionState.Stopped => SessionEvent.Ended,
        SessionState.Failed => SessionEvent.Failed,
        SessionState.Interrupted => SessionEvent.Lost,
        _ => null,
    };
}
