namespace Damon.Client.Compare;

/// <summary>What the keys do on the page of a comparison: as on the page of a session.</summary>
public static class CompareKeys
{
    /// <summary>Does what a key says.</summary>
    /// <param name="page">The page's controller.</param>
    /// <param name="key">The key in lower case, as the browser names it.</param>
    /// <param name="help">Shows the list of keys.</param>
    /// <param name="back">Goes back to the view before.</param>
    public static Task HandleAsync(CompareController page, string key, Action help, Func<Task> back)
    {
        var view = page.View;
        switch (key)
        {
            case "f" or "escape":
                return page.FitAsync();
            case "shift+w":
                return page.ShowAsync(view.ZoomedAddresses(0.7));
            case "shift+s":
                return page.ShowAsync(view.ZoomedAddresses(1 / 0.7));
            case "shift+a":
                return page.ShowAsync(view.PannedAddresses(-0.2));
            case "shift+d":
                return page.ShowAsync(view.PannedAddresses(0.2));
            case "w" or "+" or "=":
                return page.ShowAsync(view.Zoomed(0.7));
            case "s" or "-":
                return page.ShowAsync(view.Zoomed(1 / 0.7));
            case "a":
                return page.ShowAsync(view.Panned(-0.2));
            case "d":
                return page.ShowAsync(view.Panned(0.2));
            case "b":
                return back();
            case "?":
                help();
                return Task.CompletedTask;
            default:
                return Task.CompletedTask;
        }
    }
}
