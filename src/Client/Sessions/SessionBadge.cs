using Damon.Client.Live;
using Damon.Model.Sessions;

namespace Damon.Client.Sessions;

/// <summary>The sign that says what the page shows.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Style">Its style: <c>good</c>, <c>warn</c>, <c>bad</c> or none.</param>
public sealed record SessionBadge(string Text, string Style)
{
    /// <summary>Nothing is known yet.</summary>
    public static SessionBadge Loading { get; } = new("loading", "");

    /// <summary>The sign for a page.</summary>
    public static SessionBadge Of(SessionController page) => page switch
    {
        { Session: null } => Loading,
        { Mode: PageMode.Live or PageMode.Paused, Connection: ConnectionState.Lost } => new("disconnected, trying again", "bad"),
        { Mode: PageMode.Live, Session.State: SessionState.Starting } => new("starting", "warn"),
        { Mode: PageMode.Live, Session.State: SessionState.Stopping } => new("stopping", "warn"),
        { Mode: PageMode.Live or PageMode.Paused, Session.State: SessionState.Interrupted } => new("interrupted", "warn"),
        { Mode: PageMode.Live } => new("live", "good"),
        { Mode: PageMode.Paused, Clock.Playing: true } => new("replay, the session goes on", "warn"),
        { Mode: PageMode.Paused } => new("paused, the session goes on", "warn"),
        { Mode: PageMode.Replay, Session.State: SessionState.Failed } => new("replay, failed", "bad"),
        { Mode: PageMode.Replay, Session.State: SessionState.Interrupted } => new("replay, interrupted", "warn"),
        { Mode: PageMode.Replay } => new("replay, stopped", ""),
        _ => Loading,
    };
}
