using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Format;
using Damon.Client.Heatmap;
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
    private SessionController controller = null!;
    private ViewSteps steps = null!;
    private HeatmapChart? chart;
    private SessionBadge badge = SessionBadge.Loading;
    private DragMode drag;
    private bool stopping;
    private bool help;
    private bool rendering;

    /// <summary>Session id, from the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private IWatchClient Watch { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [Inject] private IJSRuntime Script { get; set; } = null!;

    private string Title => controller.Session is { Name.Length: > 0 } session ? session.Name : "Session";

    private string Description
    {
        get
        {
            var figures = controller.Figures;
            return figures.WorkingSetBytes is { } bytes
                ? $"Heatmap of memory accesses over time. Working set {ByteSize.Text(bytes)} in {figures.Regions} regions at {controller.Time.Clock(figures.AtUs)}."
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
        steps = new ViewSteps(Navigation);
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
        controller = new SessionController(Api, Watch, Time);
        controller.Changed += OnChanged;
        controller.Moved += SaveStep;
        controller.HeadRested += SaveView;
        _ = controller.OpenAsync(Id, steps.Read());
    }

    private ValueTask CloseAsync()
    {
        controller.Changed -= OnChanged;
        controller.Moved -= SaveStep;
        controller.HeadRested -= SaveView;
        return controller.DisposeAsync();
    }

    private async Task ReopenAsync()
    {
        await CloseAsync();
        Open();
    }

    private async Task StopAsync()
    {
        stopping = true;
        await controller.StopAsync();
        stopping = false;
    }

    private void SaveView() => steps.Write(controller.Settings(), step: false);

    private void SaveStep() => steps.Write(controller.Settings(), step: true);

    private async Task BackAsync()
    {
        if (steps.Depth > 0)
        {
            await Script.InvokeVoidAsync("history.back");
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs change)
    {
        // Another session is another page; here it is about the view of this one.
        if (steps.IsForeign(change.Location) && new Uri(change.Location).AbsolutePath.EndsWith("/" + Uri.EscapeDataString(Id), StringComparison.Ordinal))
        {
            _ = InvokeAsync(() => controller.ApplyAsync(ViewSettings.Parse(new Uri(change.Location).Query)));
        }
    }

    private Task SavePictureAsync()
    {
        var (view, start) = (controller.View, controller.FirstUs ?? 0);
        string[] lines =
        [
            Title,
            controller.Session is { } session ? Targets(session) : "",
            $"{controller.Time.Clock(view.FromUs)} to {controller.Time.Clock(view.ToUs)}, {Durations.Clock(view.FromUs - start)} to {Durations.Clock(view.ToUs - start)} since the start",
        ];
        var file = $"damon-{Id}-{controller.Time.Clock(view.ToUs).Replace(':', '-')}.png";
        return chart?.SavePictureAsync(file, lines, LegendItem.For(controller.Shading, controller.ShowsInferred)) ?? Task.CompletedTask;
    }

    private Task OnKeyAsync(string key) => SessionKeys.HandleAsync(controller, key, () => help = true, BackAsync);

    // Snapshots come many times a second; the numbers beside the picture need not.
    private void OnChanged()
    {
        badge = SessionBadge.Of(controller);
        if (!rendering)
        {
            rendering = true;
            _ = InvokeAsync(RenderSoonAsync);
        }
    }

    private async Task RenderSoonAsync()
    {
        await Task.Yield();
        StateHasChanged();
        await Task.Delay(TimeSpan.FromMilliseconds(controller.Mode == PageMode.Live ? 500 : 60), Time);
        rendering = false;
        StateHasChanged();
    }
}
