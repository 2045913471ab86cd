using System.Globalization;
using Damon.Client.Access;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Live;
using Damon.Client.PicturePages;
using Damon.Client.Sessions;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Microsoft.AspNetCore.Components;

namespace Damon.Client.Pages;

/// <summary>One session: live while it runs, replayed afterwards.</summary>
public sealed partial class SessionPage : ViewPage
{
    private SessionController _controller = null!;
    private KeyTable _keys = null!;
    private HeatmapChart? _chart;
    private SessionBadge _badge = SessionBadge.Loading;
    private bool _stopping;

    /// <summary>Session id, from the address.</summary>
    [Parameter] public string Id { get; set; } = "";

    /// <inheritdoc/>
    public override ViewRange View => _controller.View;

    /// <inheritdoc/>
    public override bool Zoomed => _controller.Zoomed;

    /// <inheritdoc/>
    protected override KeyTable Keys => _keys;

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, object?> Query => _controller.Settings().Query();

    /// <inheritdoc/>
    /// <remarks>Snapshots come many times a second; the numbers beside the picture need not.</remarks>
    protected override TimeSpan Pause => _controller.Mode == PageMode.Live ? TimeSpan.FromMilliseconds(500) : base.Pause;

    [CascadingParameter] private Permissions Permissions { get; set; } = Permissions.Unknown;

    [Inject] private ApiClient Api { get; set; } = null!;

    [Inject] private IWatchClient Watch { get; set; } = null!;

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
    public override Task ShowAsync(ViewRange view) => _controller.ShowAsync(view);

    /// <inheritdoc/>
    public override Task ZoomAsync(double factor) => _controller.ZoomAsync(factor);

    /// <inheritdoc/>
    public override Task FitAsync() => _controller.FitAsync();

    /// <inheritdoc/>
    public override Task SavePictureAsync()
    {
        var (view, start) = (_controller.View, _controller.FirstUs ?? 0);
        string[] lines =
        [
            Title,
            _controller.Session is { } session ? Targets(session) : "",
            $"{_controller.Time.Clock(view.FromUs)} to {_controller.Time.Clock(view.ToUs)}, {Durations.Clock(view.FromUs - start)} to {Durations.Clock(view.ToUs - start)} since the start",
        ];
        var file = $"damon-{Id}-{_controller.Time.Clock(view.ToUs).Replace(':', '-')}.png";
        return _chart?.SavePictureAsync(file, lines, LegendItem.For(_controller.Shading, _controller.ShowsInferred, _controller.ShowsAwaited)) ?? Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Open();
    }

    /// <inheritdoc/>
    protected override bool IsHere(string path) => path.EndsWith("/" + Uri.EscapeDataString(Id), StringComparison.Ordinal);

    /// <inheritdoc/>
    protected override Task ApplyAsync(string query) => _controller.ApplyAsync(ViewSettings.Parse(query));

    /// <inheritdoc/>
    protected override ValueTask CloseAsync()
    {
        _controller.Changed -= OnChanged;
        _controller.Moved -= SaveStep;
        _controller.HeadRested -= SaveView;
        return _controller.DisposeAsync();
    }

    private static string Targets(SessionResource session) => session.Targets.Count switch
    {
        _ when session.Groups.Count > 0 => SessionFacts.Targets(session),
        0 => "no target",
        1 when session.Targets[0].Pid <= 0 => session.Targets[0].Name,
        1 => $"{session.Targets[0].Name}, pid {session.Targets[0].Pid.ToString(CultureInfo.InvariantCulture)}",
        var count => $"{count} targets",
    };

    private void Open()
    {
        _controller = new SessionController(Api, Watch, Time);
        _controller.Changed += OnChanged;
        _controller.Moved += SaveStep;
        _controller.HeadRested += SaveView;
        _keys = SessionKeys.For(_controller, this);
        Begin(_controller.OpenAsync(Id, ViewSettings.Parse(Asked)));
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

    private void OnChanged()
    {
        _badge = SessionBadge.Of(_controller);
        Redraw();
    }
}
