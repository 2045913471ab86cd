using System.Globalization;
using Damon.Client.Api;
using Damon.Client.Format;
using Damon.Client.Live;
using Damon.Client.Sessions;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Pages;

/// <summary>One session: live while it runs, replayed afterwards.</summary>
public sealed partial class SessionPage : ComponentBase, IAsyncDisposable
{
    private SessionController controller = null!;
    private SessionBadge badge = SessionBadge.Loading;
    private bool stopping;
    private bool help;
    private bool rendering;

    /// <summary>Session id, from the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    /// <summary>Colour scale, from the address.</summary>
    [SupplyParameterFromQuery(Name = "scale")] public string? Scale { get; set; }

    /// <summary>Colours, from the address.</summary>
    [SupplyParameterFromQuery(Name = "map")] public string? Map { get; set; }

    /// <summary>Seconds that a live picture shows, from the address.</summary>
    [SupplyParameterFromQuery(Name = "window")] public int? WindowSeconds { get; set; }

    /// <summary>Index of the target, from the address.</summary>
    [SupplyParameterFromQuery(Name = "target")] public int? Target { get; set; }

    /// <summary>Left edge of a zoomed recording, from the address.</summary>
    [SupplyParameterFromQuery(Name = "from")] public long? From { get; set; }

    /// <summary>Right edge of a zoomed recording, from the address.</summary>
    [SupplyParameterFromQuery(Name = "to")] public long? To { get; set; }

    /// <summary>Lowest address of a zoomed view, from the address.</summary>
    [SupplyParameterFromQuery(Name = "low")] public string? Low { get; set; }

    /// <summary>One past the highest address of a zoomed view, from the address.</summary>
    [SupplyParameterFromQuery(Name = "high")] public string? High { get; set; }

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private IWatchClient Watch { get; set; } = null!;

    [Inject] private TimeProvider Time { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private string Title => controller.Session is { Name.Length: > 0 } session ? session.Name : "Session";

    private string? Empty => controller switch
    {
        { Mode: PageMode.Replay, Clock.LengthUs: <= 0 } =>
            "Nothing was recorded: the session ended before its first snapshot. Start another one from the start page.",
        { Mode: PageMode.Live, Session.SnapshotCount: 0, Figures.Regions: null } => "Waiting for the first snapshot…",
        _ => null,
    };

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
        controller.Changed -= OnChanged;
        controller.ViewChanged -= SaveView;
        return controller.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override void OnInitialized() => Open();

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
        controller.ViewChanged += SaveView;
        _ = controller.OpenAsync(Id, ViewSettings.Parse(new ViewQuery(Scale, Map, WindowSeconds, Target, From, To, Low, High)));
    }

    private async Task ReopenAsync()
    {
        await DisposeAsync();
        Open();
    }

    private async Task StopAsync()
    {
        stopping = true;
        await controller.StopAsync();
        stopping = false;
    }

    private void SaveView()
        => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(controller.Settings().Query()), replace: true);

    private Task OnKeyAsync(string key) => SessionKeys.HandleAsync(controller, key, () => help = true);

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
        await Task.Delay(TimeSpan.FromMilliseconds(controller.Mode == PageMode.Live ? 200 : 60), Time);
        rendering = false;
        StateHasChanged();
    }
}
