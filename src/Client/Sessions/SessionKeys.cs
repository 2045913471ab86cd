namespace Damon.Client.Sessions;

/// <summary>What the keys do on the session page.</summary>
public static class SessionKeys
{
    /// <summary>Does what a key says.</summary>
    /// <param name="page">The page's controller.</param>
    /// <param name="key">The key in lower case, as the browser names it.</param>
    /// <param name="help">Shows the list of keys.</param>
    /// <param name="back">Goes back to the view before.</param>
    public static Task HandleAsync(SessionController page, string key, Action help, Func<Task> back)
    {
        switch (key)
        {
            case " ":
                return PlayOrPauseAsync(page);
            case "l":
                return page.FollowAsync();
            case "escape" when page.Selection is not null:
                return page.ClearSelectionAsync();
            case "f" or "escape":
                return page.FitAsync();
            case "x":
                return page.SelectVisibleAsync();
            case "shift+w":
                return page.ShowAsync(page.View.ZoomedAddresses(0.7));
            case "shift+s":
                return page.ShowAsync(page.View.ZoomedAddresses(1 / 0.7));
            case "shift+a":
                return page.ShowAsync(page.View.PannedAddresses(-0.2));
            case "shift+d":
                return page.ShowAsync(page.View.PannedAddresses(0.2));
            case "w" or "+" or "=":
                return page.ZoomAsync(0.7);
            case "s" or "-":
                return page.ZoomAsync(1 / 0.7);
            case "a":
                return page.ShowAsync(page.View.Panned(-0.2));
            case "d":
                return page.ShowAsync(page.View.Panned(0.2));
            case "b":
                return back();
            case "?":
                help();
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }

    private static Task PlayOrPauseAsync(SessionController page)
    {
        switch (page.Mode)
        {
            case PageMode.Live:
                page.Pause();
                return Task.CompletedTask;
            case PageMode.Paused:
                return page.FollowAsync();
            case PageMode.Replay:
                return page.TogglePlayAsync();
            default:
                return Task.CompletedTask;
        }
    }
}
