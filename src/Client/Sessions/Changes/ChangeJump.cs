using Damon.Client.Viewports;
using Damon.Contracts.Rest.Changes;

namespace Damon.Client.Sessions.Changes;

/// <summary>Goes to where something has changed.</summary>
internal static class ChangeJump
{
    /// <summary>
    /// Shows the time around a change. Where it concerns a mapping that is on the axis, it is selected from the change on,
    /// so that it can be compared with what was before.
    /// </summary>
    public static async Task ToAsync(SessionController session, Change change)
    {
        var (view, all) = (session.View, session.All);
        var width = Math.Min(view.WidthUs, all.WidthUs);
        var from = Math.Clamp(change.Us - (width / 2), all.FromUs, Math.Max(all.FromUs, all.ToUs - width));
        await session.ShowAsync(new ViewRange(from, from + width, 0, 1));
        await session.SeekAsync(change.Us);
        if (change is { Start: { } start, End: { } end } && session.Axis.PositionOf(start) is { } bottom && session.Axis.PositionOf(end) is { } top
            && top > bottom && Math.Min(from + width, session.LastUs) is var until && until > change.Us)
        {
            await session.SelectAsync(new ViewRange(change.Us, until, bottom, top));
        }
    }
}
