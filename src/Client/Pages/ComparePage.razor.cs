using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Compare;
using Damon.Client.Compare.Alignment;
using Damon.Client.Compare.Sides;
using Damon.Client.PicturePages;
using Damon.Client.Times;
using Damon.Client.Viewports;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Pages;

/// <summary>Two sessions, or two ranges of one, side by side and as a difference.</summary>
public sealed partial class ComparePage : ViewPage
{
    private CompareController _controller = null!;
    private KeyTable _keys = null!;
    private HeatmapChart? _difference;

    /// <inheritdoc/>
    public override ViewRange View => _controller.Pictures.View;

    /// <inheritdoc/>
    public override bool Zoomed => _controller.Pictures.Zoomed;

    /// <inheritdoc/>
    protected override KeyTable Keys => _keys;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object?> Query => _controller.CurrentSettings().Query();

    [Inject] private ApiClient Api { get; set; } = null!;

    private string Title => _controller is { A: { } a, B: { } b } ? $"{SessionLabel.Name(a.Session)} and {SessionLabel.Name(b.Session)}" : "Compare";

    private IReadOnlyList<LegendItem> Legend =>
    [
        .. LegendItem.For(_controller.Settings.Shading, inferred: false)
            .Select(item => item.Kind == LegendKind.Unknown ? item with { Text = "unknown: not mapped, not recorded or not observable; in A − B, on at least one side" } : item),
    ];

    /// <inheritdoc/>
    public override Task ShowAsync(ViewRange view) => _controller.Pictures.ShowAsync(view);

    /// <inheritdoc/>
    public override Task ZoomAsync(double factor) => _controller.Pictures.ShowAsync(View.Zoomed(factor));

    /// <inheritdoc/>
    public override Task FitAsync() => _controller.Pictures.FitAsync();

    /// <inheritdoc/>
    public override Task SavePictureAsync()
    {
        if (_difference is null || _controller is not { A: { } a, B: { } b })
        {
            return Task.CompletedTask;
        }

        string[] lines = ["A − B: orange is more in A, purple is more in B", $"A: {Caption(a)}", $"B: {Caption(b)}"];
        return _difference.SavePictureAsync($"damon-compare-{a.Session.Id}-{b.Session.Id}.png", lines, Legend);
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        _controller = new CompareController(Api, Time);
        _controller.Changed += Redraw;
        _controller.Moved += SaveStep;
        _keys = CompareKeys.For(this);
        var notes = new List<string>();
        Begin(_controller.OpenAsync(CompareSettings.Parse(Asked, notes), notes));
    }

    /// <inheritdoc/>
    protected override bool IsHere(string path) => path.EndsWith("/compare", StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override Task ApplyAsync(string query)
    {
        var notes = new List<string>();
        return _controller.ApplyAsync(CompareSettings.Parse(query, notes), notes);
    }

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        _controller.Changed -= Redraw;
        _controller.Moved -= SaveStep;
        return _controller.DisposeAsync();
    }

    private static string Caption(SideData side)
    {
        var start = side.Session.FirstUs ?? 0;
        var process = side.Process is { } target ? string.Create(CultureInfo.InvariantCulture, $", {target.Name}{(target.Pid > 0 ? $" (pid {target.Pid})" : "")}") : "";
        return $"{SessionLabel.Name(side.Session)}{process}, {Clock(side.Range.FromUs - start)} to {Clock(side.Range.ToUs - start)}";
    }

    private static string Clock(long us) => TimeMapping.Elapsed(us, 1);

    private IEnumerable<CompareSide> Empty()
        => _controller.Phase == ComparePhase.Empty ? Enum.GetValues<CompareSide>().Where(side => _controller.Data(side) is { HasData: false }) : [];

    private string EmptyText(CompareSide side) => _controller.Data(side)! switch
    {
        { Range.LengthUs: > 0 } => $"Nothing was recorded in the range of {side}. Choose another range, or all of the session.",
        var data when SessionLife.IsActive(data.Session.State) => $"The session of {side} has recorded nothing yet. Press Refresh in a moment.",
        _ => $"The session of {side} has recorded nothing. Choose another session.",
    };
}
