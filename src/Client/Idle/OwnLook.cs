using Damon.Client.Charts;
using Damon.Client.Views;

namespace Damon.Client.Idle;

/// <summary>The shown target's own look where all are taken together: what is told of all does not tell whose a mapping is.</summary>
/// <param name="page">The page.</param>
/// <param name="tell">Called when the look is another.</param>
internal sealed class OwnLook(SessionContext page, Action tell)
{
    /// <summary>The look; null when it is not known.</summary>
    public IdleMoment? Look { get; set; }

    /// <summary>Loads the look of a moment, unless it is there, and has what is pointed out drawn by it.</summary>
    /// <param name="target">Index of the target.</param>
    /// <param name="us">The moment, Unix microseconds.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task LoadAsync(int target, long us, CancellationToken cancel)
    {
        if (Look?.Us == us || page.Session is not { } session)
        {
            return;
        }

        var loader = new IdleLoader(page.Api, session.Id, target);
        if (await Asking.TryAsync(stop => loader.MomentAsync(us, stop), cancel) is { } own && !cancel.IsCancellationRequested)
        {
            Look = own;
            page.Chart.Invalidate(ChartParts.Shapes);
            tell();
            await page.Chart.FlushAsync();
        }
    }
}
