namespace Damon.Client.PicturePages;

/// <summary>The keys that every page with pictures has.</summary>
public static class PictureKeys
{
    /// <summary>Width of a view zoomed in by width before.</summary>
    public const double In = 0.7;

    /// <summary>Width of a view zoomed out by width before.</summary>
    public const double Out = 1 / In;

    private const double Step = 0.2;

    /// <summary>A page's keys: its own, and those that every page has between and behind them.</summary>
    /// <param name="page">What is moved.</param>
    /// <param name="first">The page's own rows at the head of the list.</param>
    /// <param name="last">The page's own rows at its end.</param>
    public static KeyTable With(IPicturePage page, IEnumerable<KeyRow> first, IEnumerable<KeyRow> last) => new(
    [
        .. first,
        new("[B]", "The view before") { Actions = On(("b", page.BackAsync)) },
        new("[W] [+], [S] [-]", "Zoom in, zoom out in time")
        {
            Actions = On(
                ("w", () => page.ZoomAsync(In)), ("+", () => page.ZoomAsync(In)), ("=", () => page.ZoomAsync(In)),
                ("s", () => page.ZoomAsync(Out)), ("-", () => page.ZoomAsync(Out))),
        },
        new("[A], [D]", "Move to earlier, to later")
        {
            Actions = On(("a", () => page.ShowAsync(page.View.Panned(-Step))), ("d", () => page.ShowAsync(page.View.Panned(Step)))),
        },
        new("[Shift] + [W] [S] [A] [D]", "The same for addresses")
        {
            Actions = On(
                ("shift+w", () => page.ShowAsync(page.View.ZoomedAddresses(In))),
                ("shift+s", () => page.ShowAsync(page.View.ZoomedAddresses(Out))),
                ("shift+a", () => page.ShowAsync(page.View.PannedAddresses(-Step))),
                ("shift+d", () => page.ShowAsync(page.View.PannedAddresses(Step)))),
        },
        .. last,
        new("[?]", "This list") { Actions = On(("?", () => Help(page))) },
    ]);

    /// <summary>Actions by key, for a row.</summary>
    public static IReadOnlyDictionary<string, Func<Task>> On(params (string Key, Func<Task> Do)[] actions) => actions.ToDictionary(a => a.Key, a => a.Do);

    private static Task Help(IPicturePage page)
    {
        page.ShowHelp();
        return Task.CompletedTask;
    }
}
