using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Format;
using Damon.Client.Live;
using Damon.Client.Sessions;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Damon.Client.Pages;

/// <summary>One session: live while it runs, replayed afterwards.</summary>
public sealed partial class SessionPage : ComponentBase, IAsyncDisposable
{
    private SessionController _controller = null!;
    private ViewSteps _steps = null!;
    private HeatmapChart? _chart;
    private SessionBadge _badge = SessionBadge.Loading;
    private DragMode _drag;
    private bool _stopping;
    private bool _help;
    private bool _rendering;

    /// <summary>Session id, from the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private IWatchClient Watch { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Title => _controller.Session is { Name.Length: > 0 } session ? session.Name : "Session";

    private string Description
    {
        get
        {
            var figures = _controller.Figures;
            return figures.WorkingSetBytes is { } bytes
                ? $"Heatmap of memory accesses over time. Working set {ByteSize.Text(bytes)} in {figures.Regions} regions at {_controller.Time.Clock(figures.AtUs)}."
                : "Heatmap of memory accesses over time. Nothing is shown yet.";
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        return CloseAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _steps = new ViewSteps(Navigation);
        Navigation.LocationChanged += OnLocationChanged;
        Open();
    }

    private static string Targets(SessionResource session) => session.Targets.Count switch
    {
        0 => "no target",
        1 => $"{session.Targets[0].Name}, pid {session.Targets[0].Pid.ToString(CultureInfo.InvariantCulture)}",
        var count => $"{count} targets",
    };

    private void Open()
    {
        _controller = new SessionController(Api, Watch, Time);
        _controller.Changed += OnChanged;
        _controller.Moved += SaveStep;
        _controller.HeadRested += SaveView;
        _ = _controller.OpenAsync(Id, _steps.Read());
    }

    private ValueTask CloseAsync()
    {
        _controller.Changed -= OnChanged;
        _controller.Moved -= SaveStep;
        _controller.HeadRested -= SaveView;
        return _controller.DisposeAsync();
    }

    private async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    private async Task StopAsync()
    {
        _stopping = true;
        await _controller.StopAsync();
        _stopping = false;
    }

    private void SaveView() => _steps.Write(_controller.Settings(), step: false);

    private void SaveStep() => _steps.Write(_controller.Settings(), step: true);

    private async Task BackAsync()
    {
        if (_steps.Depth > 0)
        {
            await Script.InvokeVoidAsync("history.back");
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        // Another session is another page; here it is about the view of this one.
        if (_steps.IsForeign(change.Location) && new Uri(change.Location).AbsolutePath.EndsWith("/" + Uri.EscapeDataString(Id), StringComparison.Ordinal))
        {
            _ = InvokeAsync(() => _controller.ApplyAsync(ViewSettings.Parse(new Uri(change.Location).Query)));
        }
    }

    private Task SavePictureAsync()
    {
        var (view, start) = (_controller.View, _controller.FirstUs ?? 0);
        string[] lines =
        [
            Title,
            _controller.Session is { } session ? Targets(session) : "",
            $"{_controller.Time.Clock(view.FromUs)} to {_controller.Time.Clock(view.ToUs)}, {Durations.Clock(view.FromUs - start)} to {Durations.Clock(view.ToUs - start)} since the start",
        ];
        var file = $"damon-{Id}-{_controller.Time.Clock(view.ToUs).Replace(':', '-')}.png";
        return _chart?.SavePictureAsync(file, lines, LegendItem.For(_controller.Shading, _controller.ShowsInferred)) ?? Task.CompletedTask;
    }

    private Task OnKeyAsync(string key) => SessionKeys.HandleAsync(_controller, key, () => _help = true, BackAsync);

    // Snapshots come many times a second; the numbers beside the picture need not.
    private void OnChanged()
    {
        _badge = SessionBadge.Of(_controller);
        if (!_rendering)
        {
            _rendering = true;
            _ = InvokeAsync(RenderSoonAsync);
        }
    }

    private async Task RenderSoonAsync()
    {
        await Task.Yield();
        StateHasChanged();
        await Task.Delay(TimeSpan.FromMilliseconds(_controller.Mode == PageMode.Live ? 500 : 60), Time);
        _rendering = false;
        StateHasChanged();
    }
}
