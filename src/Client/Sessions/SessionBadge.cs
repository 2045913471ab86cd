using Damon.Client.Live;
using Damon.Contracts.Monitoring;

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
        { Mode: PageMode.Live } => new("live", "good"),
        { Mode: PageMode.Paused } => new("paused, the session goes on", "warn"),
        { Mode: PageMode.Replay } => Ended(page.Session.State, page.Session.EndedBecause),
        _ => Loading,
    };

    private static SessionBadge Ended(SessionState state, string? why) => state switch
    {
        SessionState.Failed => new(Because("failed", why), "bad"),
        SessionState.Interrupted => new(Because("interrupted", why), "warn"),
        _ => new(Because("replay, stopped", why), ""),
    };

    private static string Because(string what, string? why) => why is { Length: > 0 } ? $"{what}: {why.TrimEnd('.')}" : what;
}
