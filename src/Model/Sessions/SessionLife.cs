namespace Damon.Model.Sessions;

/// <summary>The life of a session: what its states mean, and the table of their transitions.</summary>
public static class SessionLife
{
    private static readonly Dictionary<(SessionState From, SessionEvent Event), SessionState> Transitions = new()
    {
        [(SessionState.Starting, SessionEvent.Sampling)] = SessionState.Running,
        [(SessionState.Starting, SessionEvent.Ended)] = SessionState.Stopped,
        [(SessionState.Starting, SessionEvent.Failed)] = SessionState.Failed,
        [(SessionState.Starting, SessionEvent.Lost)] = SessionState.Interrupted,
        [(SessionState.Running, SessionEvent.StopAsked)] = SessionState.Stopping,
        [(SessionState.Running, SessionEvent.Ended)] = SessionState.Stopped,
        [(SessionState.Running, SessionEvent.Failed)] = SessionState.Failed,
        [(SessionState.Running, SessionEvent.Lost)] = SessionState.Interrupted,
        [(SessionState.Stopping, SessionEvent.StopRefused)] = SessionState.Running,
        [(SessionState.Stopping, SessionEvent.Ended)] = SessionState.Stopped,
        [(SessionState.Stopping, SessionEvent.Failed)] = SessionState.Failed,
        [(SessionState.Stopping, SessionEvent.Lost)] = SessionState.Interrupted,
        [(SessionState.Interrupted, SessionEvent.Sampling)] = SessionState.Running,
        [(SessionState.Interrupted, SessionEvent.Returned)] = SessionState.Running,
        [(SessionState.Interrupted, SessionEvent.Ended)] = SessionState.Stopped,
        [(SessionState.Interrupted, SessionEvent.Failed)] = SessionState.Failed,
    };

    /// <summary>Sampling, or about to, or about to end: it holds its targets and can't be deleted.</summary>
    public static bool IsActive(this SessionState state) => state is SessionState.Starting or SessionState.Running or SessionState.Stopping;

    /// <summary>Ended for good. An interrupted session is not: its sampler may come back with it.</summary>
    public static bool IsOver(this SessionState state) => state is SessionState.Stopped or SessionState.Failed;

    /// <summary>The state that an event leads to; null when the event changes nothing in this state.</summary>
    public static SessionState? Next(SessionState from, SessionEvent what) => Transitions.TryGetValue((from, what), out var next) ? next : null;
}
