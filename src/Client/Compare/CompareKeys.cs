using Damon.Client.PicturePages;

namespace Damon.Client.Compare;

/// <summary>What the keys do on the page of a comparison: as on the page of a session.</summary>
public static class CompareKeys
{
    /// <summary>The page's keys.</summary>
    /// <param name="page">The page.</param>
    public static KeyTable For(IPicturePage page) => PictureKeys.With(
        page,
        [new("[F], [Esc] or double-click", "Show everything") { Actions = PictureKeys.On(("f", page.FitAsync), ("escape", page.FitAsync)) }],
        [new("Drag, wheel", "Zoom; all three pictures follow. [Shift] + drag moves them")]);
}
