using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Compare;
using Damon.Client.Compare.Sides;
using Damon.Client.Sessions;
using Damon.Client.Times;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Damon.Client.Pages;

/// <summary>Two sessions, or two ranges of one, side by side and as a difference.</summary>
public sealed partial class ComparePage : ComponentBase, IAsyncDisposable
{
    private CompareController _controller = null!;
    private ViewSteps _steps = null!;
    private HeatmapChart? _difference;
    private DragMode _drag;
    private bool _help;
    private bool _rendering;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Title => _controller is { A: { } a, B: { } b } ? $"{SessionLabel.Name(a.Session)} and {SessionLabel.Name(b.Session)}" : "Compare";

    private IReadOnlyList<LegendItem> Legend =>
    [
        .. LegendItem.For(_controller.Settings.Shading, inferred: false)
            .Select(item => item.Kind == LegendKind.Unknown ? item with { Text = "unknown: not mapped, not recorded or not observable; in A − B, on at least one side" } : item),
    ];

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        _controller.Changed -= OnChanged;
        _controller.Moved -= SaveStep;
        return _controller.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _steps = new ViewSteps(Navigation);
        Navigation.LocationChanged += OnLocationChanged;
        _controller = new CompareController(Api, Time);
        _controller.Changed += OnChanged;
        _controller.Moved += SaveStep;
        var notes = new List<string>();
        _ = _controller.OpenAsync(CompareSettings.Parse(new Uri(Navigation.Uri).Query, notes), notes);
    }

    private static string Caption(SideData side)
    {
        var start = side.Session.FirstUs ?? 0;
        var process = side.Process is { } target ? string.Create(CultureInfo.InvariantCulture, $", {target.Name} (pid {target.Pid})") : "";
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

    private void SaveView() => _steps.Write(_controller.CurrentSettings().Query(), step: false);

    private void SaveStep() => _steps.Write(_controller.CurrentSettings().Query(), step: true);

    private async Task BackAsync()
    {
        if (_steps.Depth > 0)
        {
            await Script.InvokeVoidAsync("history.back");
        }
    }

    private Task RefreshAsync() => _controller.RefreshAsync();

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        if (_steps.IsForeign(change.Location) && new Uri(change.Location).AbsolutePath.EndsWith("/compare", StringComparison.Ordinal))
        {
            var notes = new List<string>();
            var settings = CompareSettings.Parse(new Uri(change.Location).Query, notes);
            _ = InvokeAsync(() => _controller.ApplyAsync(settings, notes));
        }
    }

    private Task SavePictureAsync()
    {
        if (_difference is null || _controller is not { A: { } a, B: { } b })
        {
            return Task.CompletedTask;
        }

        string[] lines = ["A − B: orange is more in A, purple is more in B", $"A: {Caption(a)}", $"B: {Caption(b)}"];
        return _difference.SavePictureAsync($"damon-compare-{a.Session.Id}-{b.Session.Id}.png", lines, Legend);
    }

    private Task OnKeyAsync(string key) => CompareKeys.HandleAsync(_controller, key, () => _help = true, BackAsync);

    private void OnChanged()
    {
        if (!_rendering)
        {
            _rendering = true;
            _ = InvokeAsync(RenderSoonAsync);
        }
    }

    // Several things change at once; one drawing is enough.
    private async Task RenderSoonAsync()
    {
        await Task.Yield();
        _rendering = false;
        StateHasChanged();
    }
}
