using Damon.Client.Addresses;
using Damon.Client.Viewports;
using Damon.Model.Addresses;

namespace Damon.Client.Views;

/// <summary>Turns addresses into parts of a picture.</summary>
public static class ViewSpans
{
    /// <summary>The part that the page's address asks for.</summary>
    /// <param name="settings">What it asks for.</param>
    /// <param name="axis">The address axis.</param>
    /// <param name="all">What is shown where it asks for nothing.</param>
    public static ViewRange Wanted(ViewSettings settings, AddressAxis axis, ViewRange all)
    {
        var view = all;
        if (settings is { FromUs: { } from, ToUs: { } to })
        {
            view = view with { FromUs = from, ToUs = to };
        }

        if (settings is { Low: { } low, High: { } high } && axis.PositionOf(low) is { } bottom && axis.PositionOf(high) is { } top && top > bottom)
        {
            view = view with { Bottom = bottom, Top = top };
        }

        return view.Clamped();
    }

    /// <summary>Of a view the time that can hold anything: asking for more would waste columns.</summary>
    /// <param name="view">The view.</param>
    /// <param name="firstUs">Left edge of what can be known, Unix microseconds.</param>
    /// <param name="lastUs">Right edge of it, Unix microseconds.</param>
    /// <returns>The view's own time when nothing of it can hold anything.</returns>
    public static (double From, double To) Shown(ViewRange view, double firstUs, double lastUs)
    {
        var from = Math.Floor(Math.Max(view.FromUs, firstUs));
        var to = Math.Ceiling(Math.Min(view.ToUs, lastUs));
        return to > from ? (from, to) : (Math.Floor(view.FromUs), Math.Ceiling(view.ToUs));
    }

    /// <summary>Some addresses and a little around them; null when the axis does not hold them.</summary>
    /// <param name="range">The addresses.</param>
    /// <param name="axis">The address axis.</param>
    /// <param name="view">The time shown.</param>
    public static ViewRange? Around(AddressRange range, AddressAxis axis, ViewRange view)
    {
        var (low, high) = (axis.PositionOf(range.Start) ?? 0, axis.PositionOf(range.End) ?? 1);
        var around = Math.Max((high - low) * 0.04, 1e-9);
        return high > low ? view with { Bottom = low - around, Top = high + around } : null;
    }
}
