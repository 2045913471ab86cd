using Damon.Client.Charts;
using Damon.Client.Idle;
using Damon.Client.Views;
using Damon.Model.Binning;

namespace Damon.Client.Sessions;

/// <summary>What the plot has to show of a view.</summary>
internal static class SessionChart
{
    /// <summary>Whether cells can be seen that were concluded and not recorded.</summary>
    public static bool ShowsInferred(ISessionView view, TargetContext target)
        => target.Past is { } known && view.View.FromUs < known.ToUs && known.FromUs < known.ToUs;

    /// <summary>Everything the plot shows.</summary>
    /// <param name="view">The view.</param>
    /// <param name="target">Its target.</param>
    /// <param name="idle">What is known of idle memory; null for nothing.</param>
    public static ChartState Of(ISessionView view, TargetContext target, IdleStory? idle = null)
    {
        var page = target.Page;
        return new ChartState
        {
            Source = view.Source is { } source && source.Measure == page.Settings.Shading.Measure ? source : null,
            Axis = view.Axis,
            Mappings = target.Mappings,
            Moving = !view.IsRecorded,
            View = view.View,
            Selection = target.Detail.Box(view.Axis),
            Lines = view.Lines,
            LineKind = page.Settings.Lines,
            Time = page.AxisTime,
            Shading = page.Settings.Shading,
            ColourTitle = Title(page.Settings.Shading.Measure),
            PlayheadUs = view.IsRecorded ? page.Clock.PositionUs : null,
            VeilToUs = Math.Max(page.Clock.ToUs, view.View.ToUs),
            Veil = page.Clock.Playing ? 0.92 : 0.6,
            Highlight = idle is { Highlight: { } age } ? Highlight(age, idle, view, target) : null,
            RecordedFromUs = ShowsInferred(view, target) ? target.Past!.ToUs : null,
        };
    }

    private static string Title(CellMeasure measure) => measure switch
    {
        CellMeasure.Touched => "touched within an interval, %",
        CellMeasure.Idle => "not found accessed for",
        _ => "accesses, % of samples",
    };

    // The snapshot that the tables show, too.
    private static PictureHighlight Highlight(AgeClass age, IdleStory idle, ISessionView view, TargetContext target)
    {
        var snapshot = view.IsRecorded || target.Detail.Selection is not null ? target.Detail.Snapshot : target.Recent.Newest;
        return AgePlaces.Find(age, idle.OwnMappings, snapshot, target.FirstUs).On(view.Axis, age.Colour);
    }
}
