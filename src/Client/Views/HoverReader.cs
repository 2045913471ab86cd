using Damon.Client.Api;
using Damon.Client.Hover;

namespace Damon.Client.Views;

/// <summary>Tells what is under the pointer, of a live picture as of a recorded one.</summary>
/// <param name="target">The target.</param>
public sealed class HoverReader(TargetContext target)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(140);

    private object? _looking;

    /// <summary>What is at a place, from what the page holds.</summary>
    /// <param name="view">The view under the pointer.</param>
    /// <param name="us">Time, Unix microseconds.</param>
    /// <param name="position">Position on the address axis, 0 .. 1.</param>
    public HoverInfo Look(ISessionView view, double us, double position)
        => HoverLookup.Find(us, position, view.Axis, target.Mappings, target.Detail.Known((long)us), view.HoverSource);

    /// <summary>Asks the server for what is at a place.</summary>
    /// <param name="view">The view under the pointer.</param>
    /// <param name="us">Time, Unix microseconds.</param>
    /// <param name="position">Position on the address axis, 0 .. 1.</param>
    /// <returns>Null when the pointer did not rest, or there is nothing more to know.</returns>
    public async Task<HoverInfo?> LookCloserAsync(ISessionView view, double us, double position)
    {
        var mine = _looking = new object();
        try
        {
            await Task.Delay(Rest, target.Page.Time, target.Page.Closing);
            if (mine != _looking || target.Page.Session is null)
            {
                return null;
            }

            var found = await target.Detail.LookUpAsync((long)us);
            return mine == _looking && found is not null ? Look(view, us, position) : null;
        }
        catch (Exception fault) when (fault is ApiException or OperationCanceledException)
        {
            return null;
        }
    }
}
