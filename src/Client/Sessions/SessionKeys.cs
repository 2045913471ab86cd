using Damon.Client.PicturePages;

namespace Damon.Client.Sessions;

/// <summary>What the keys do on the session page.</summary>
public static class SessionKeys
{
    /// <summary>The page's keys.</summary>
    /// <param name="session">The page's controller.</param>
    /// <param name="page">The page.</param>
    public static KeyTable For(SessionController session, IPicturePage page) => PictureKeys.With(
        page,
        [
            new("[space]", "Pause the live picture, play or pause a replay") { Actions = PictureKeys.On((" ", () => PlayOrPauseAsync(session))) },
            new("[L]", "Back to live") { Actions = PictureKeys.On(("l", session.FollowAsync)) },
            new("[F] or double-click", "Show everything") { Actions = PictureKeys.On(("f", page.FitAsync)) },
            new("[Esc]", "No longer show where an age lies, drop the selection, then show everything")
            {
                Actions = PictureKeys.On(("escape", () => EscapeAsync(session, page))),
            },
        ],
        [
            new("[X]", "Select all that is visible") { Actions = PictureKeys.On(("x", session.SelectVisibleAsync)) },
            new("Drag", "Zoom into the box drawn, or move or select: choose above the picture"),
            new("[Shift] + drag", "Move the picture"),
            new("Wheel", "Zoom at the pointer"),
        ]);

    // One at a time, the newest kind of choice first.
    private static Task EscapeAsync(SessionController session, IPicturePage page)
        => session.Idle.Highlight is not null ? session.Idle.HighlightAsync(null)
            : session.Selection is not null ? session.ClearSelectionAsync()
            : page.FitAsync();

    private static Task PlayOrPauseAsync(SessionController session)
    {
        switch (session.Mode)
        {
            case PageMode.Live:
                session.Pause();
                return Task.CompletedTask;
            case PageMode.Paused:
                return session.FollowAsync();
            case PageMode.Replay:
                return session.TogglePlayAsync();
            default:
                return Task.CompletedTask;
        }
    }
}
