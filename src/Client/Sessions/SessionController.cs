using Damon.Client.Addresses;
using Damon.Client.Advising;
using Damon.Client.Api;
using Damon.Client.Changes;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Hover;
using Damon.Client.Idle;
using Damon.Client.Lines;
using Damon.Client.Live;
using Damon.Client.Recordings;
using Damon.Client.Times;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Addresses;
using Damon.Model.Format;

namespace Damon.Client.Sessions;

/// <summary>
/// What the session page shows, and what a user can do with it, whichever view is shown. Knows no components: the page
/// draws what this says when <see cref="Changed"/> is raised, the plot is driven through <see cref="Chart"/>.
/// </summary>
public sealed class SessionController : IHeatmapModel, IAsyncDisposable
{
    private readonly SessionConductor _conductor;
    private WorkingSetResource? _spread;

    /// <summary>A controller that has not been opened yet.</summary>
    public SessionController(ApiClient api, IWatchClient watch, TimeProvider time) => _conductor = new SessionConductor(api, watch, time);

    /// <summary>Raised when something beside the plot has changed.</summary>
    public event Action? Changed
    {
        add => Page.Changed += value;
        remove => Page.Changed -= value;
    }

    /// <summary>Raised when the user has moved to another part of the picture: a step one can go back from.</summary>
    public event Action? Moved
    {
        add => Page.Moved += value;
        remove => Page.Moved -= value;
    }

    /// <summary>Raised when the play head has been put somewhere, or something has been selected.</summary>
    public event Action? HeadRested
    {
        add => Page.HeadRested += value;
        remove => Page.HeadRested -= value;
    }

    /// <inheritdoc/>
    public ChartDriver Chart => Page.Chart;

    /// <summary>The session; null until it is loaded.</summary>
    public SessionResource? Session => Page.Session;

    /// <summary>Why it cannot be shown, or what went wrong last; null when all is well.</summary>
    public ApiProblem? Problem => Page.Problem;

    /// <summary>What the page shows.</summary>
    public PageMode Mode => _conductor.Mode;

    /// <summary>Whether what is shown stands still: a recording, or a part of a running session.</summary>
    public bool IsRecorded => Mode is PageMode.Replay or PageMode.Paused;

    /// <summary>Whether a running session's events arrive.</summary>
    public ConnectionState Connection => _conductor.Connection;

    /// <summary>Index of the target shown.</summary>
    public int Target => Shown.Index;

    /// <summary>The visible part.</summary>
    public ViewRange View => Current.View;

    /// <summary>All there is to see.</summary>
    public ViewRange All => Current.All;

    /// <summary>Whether the view differs from the one that opens by itself.</summary>
    public bool Zoomed => !View.FullHeight || (IsRecorded && (View.FromUs > All.FromUs || View.ToUs < All.ToUs));

    /// <summary>Time that a live picture shows, microseconds.</summary>
    public long WindowUs => Page.Settings.WindowUs;

    /// <inheritdoc/>
    public CellShading Shading => Page.Settings.Shading;

    /// <summary>What the lines show.</summary>
    public LineKind Lines => Page.Settings.Lines;

    /// <summary>Memory not accessed for this long counts as idle, seconds.</summary>
    public int IdleSeconds => Page.Settings.IdleSeconds;

    /// <summary>How long memory has not been accessed.</summary>
    public IdleStory Idle => _conductor.Idle;

    /// <summary>What has changed.</summary>
    public ChangeStory Changes => _conductor.Changes;

    /// <summary>What that suggests.</summary>
    public AdviceStory Advice => _conductor.Advice;

    /// <summary>Memory is needed when it was accessed within this time, seconds.</summary>
    public int NeedSeconds => Page.Settings.NeedSeconds;

    /// <summary>A memory limit to be tried on what was recorded, bytes; null for none.</summary>
    public long? WhatIfBytes => Page.Settings.WhatIfBytes;

    /// <summary>The target's mappings, newest known for what is shown, in address order.</summary>
    public IReadOnlyList<Mapping> Mappings => Shown.Mappings;

    /// <summary>The numbers beside the picture.</summary>
    public SessionFigures Figures => Current.Figures;

    /// <summary>Snapshots that did not reach this page because it was too slow; the recording has them.</summary>
    public long LostHere => _conductor.LostHere;

    /// <summary>Whether a part of the recording is being fetched.</summary>
    public bool Fetching => Current.Loading;

    /// <inheritdoc/>
    public TimeMapping Time => Page.AxisTime;

    /// <summary>The address axis shown.</summary>
    public AddressAxis Axis => Current.Axis;

    /// <summary>First moment of the recording, Unix microseconds; null while nothing is recorded.</summary>
    public long? FirstUs => Shown.FirstUs;

    /// <summary>Last moment known, Unix microseconds.</summary>
    public long LastUs => Shown.LastUs;

    /// <summary>Whether inferred cells can be seen.</summary>
    public bool ShowsInferred => SessionChart.ShowsInferred(Current, Shown);

    /// <summary>Whether cells can be seen that are recorded, and not here yet.</summary>
    public bool ShowsAwaited => Current is LiveView { Awaits: true };

    /// <summary>The play head.</summary>
    public ReplayClock Clock => Page.Clock;

    /// <summary>The lines of what is shown.</summary>
    public LineSeries ShownLines => Current.Lines;

    /// <summary>The whole session, small.</summary>
    public SessionOverview Overview => Shown.Overview;

    /// <summary>The selected part; null when nothing is selected.</summary>
    public SelectedArea? Selection => Shown.Detail.Selection;

    /// <summary>The snapshot that the tables show: at the selection's end, else at the play head, else the newest.</summary>
    public Snapshot? Detail => Selection is null && Mode == PageMode.Live ? Shown.Recent.Newest : Shown.Detail.Snapshot;

    /// <summary>The addresses that the tables show: selected, else visible; null for all.</summary>
    public AddressRange? DetailRange => Shown.Detail.Addresses(Current);

    /// <summary>How the working set is spread over the time shown; null while nothing is known.</summary>
    public WorkingSetResource? WorkingSet
        => _spread = ReferenceEquals(_spread?.Percentiles, ShownLines.Percentiles)
            ? _spread // The same object as long as nothing changes: what is drawn of it need not be drawn again.
            : new WorkingSetResource(ShownLines.Percentiles, ShownLines.Mean, []) { Error = ShownLines.MeanError };

    private SessionContext Page => _conductor.Page;

    private TargetContext Shown => _conductor.Target;

    private ISessionView Current => _conductor.View;

    /// <summary>Loads the session and shows it, live or recorded. Returns when the session is over or the page closes.</summary>
    /// <param name="id">The session.</param>
    /// <param name="settings">What the page's address asks for.</param>
    public Task OpenAsync(string id, ViewSettings settings) => _conductor.OpenAsync(id, settings);

    /// <summary>Shows another target of the session.</summary>
    public Task SetTargetAsync(int target) => _conductor.SetTargetAsync(target);

    /// <summary>Keeps the picture as it is; the session goes on.</summary>
    public void Pause() => _conductor.Pause();

    /// <summary>Back to the newest data.</summary>
    public Task FollowAsync() => _conductor.FollowAsync();

    /// <summary>The view as the page's address keeps it.</summary>
    public ViewSettings Settings() => _conductor.Settings();

    /// <summary>Shows what an address of the page asks for: back, forward, or typed.</summary>
    public Task ApplyAsync(ViewSettings settings) => _conductor.ApplyAsync(settings);

    /// <summary>Stops the session.</summary>
    public async Task StopAsync()
    {
        try
        {
            Page.Problem = null;
            Page.Session = await Page.Api.StopAsync(Session!.Id, Page.Closing);
        }
        catch (ApiException fault)
        {
            Page.Problem = fault.Problem;
        }

        Page.Tell();
    }

    /// <summary>Plays or pauses.</summary>
    public Task TogglePlayAsync() => Current is RecordingView recorded ? recorded.Player.ToggleAsync() : Task.CompletedTask;

    /// <summary>Moves the play head.</summary>
    public Task SeekAsync(double us)
    {
        Pause();
        return Current is RecordingView recorded ? recorded.SeekAsync(us) : Task.CompletedTask;
    }

    /// <summary>Sets the speed; null is "fit".</summary>
    public void SetSpeed(double? speed)
    {
        Clock.SetSpeed(speed);
        Page.Tell();
    }

    /// <summary>Other colours.</summary>
    public async Task SetShadingAsync(CellShading shading)
    {
        var isOther = shading.Measure != Shading.Measure;
        Page.Settings = Page.Settings with { Shading = shading };
        if (isOther)
        {
            await Current.RemeasureAsync();
        }

        if (Current.Source is { } shown)
        {
            Page.FitColours(shown, moves: false);
        }

        Chart.Invalidate(ChartParts.Palette | ChartParts.Cells);
        Page.Tell();
        await (Current is RecordingView { IsStopped: true } stopped ? stopped.LoadAsync() : Chart.FlushAsync());
    }

    /// <summary>Other lines below the picture.</summary>
    public Task SetLinesAsync(LineKind kind)
    {
        Page.Settings = Page.Settings with { Lines = kind };
        Chart.Invalidate(ChartParts.Lines | ChartParts.Addresses);
        Page.Tell();
        return Chart.FlushAsync();
    }

    /// <summary>Another time after which memory counts as idle, seconds.</summary>
    public void SetIdle(int seconds) => Set(Page.Settings with { IdleSeconds = seconds });

    /// <summary>Another time within which memory must have been accessed to be needed, seconds.</summary>
    public void SetNeed(int seconds) => Set(Page.Settings with { NeedSeconds = seconds });

    /// <summary>Another limit to be tried, bytes; null for none.</summary>
    public void SetWhatIf(long? bytes) => Set(Page.Settings with { WhatIfBytes = bytes is > 0 ? bytes : null });

    /// <summary>Another length of time: a live picture's window, or the last part of what is shown.</summary>
    public Task SetWindowAsync(long windowUs) => Current.SetWindowAsync(windowUs);

    /// <inheritdoc/>
    /// <remarks>A running session's picture stands still from then on, unless only addresses changed.</remarks>
    public Task ShowAsync(ViewRange view)
    {
        var (next, now) = (view.Clamped(), View);
        if (Math.Abs(next.FromUs - now.FromUs) >= now.WidthUs * 1e-6 || Math.Abs(next.ToUs - now.ToUs) >= now.WidthUs * 1e-6)
        {
            Pause();
        }

        return Current.ShowAsync(next);
    }

    /// <summary>Shows some addresses and a little around them.</summary>
    public Task ShowAddressesAsync(AddressRange range)
        => ViewSpans.Around(range, Axis, View) is { } view ? ShowAsync(view) : Task.CompletedTask;

    /// <summary>Zooms time: a live picture takes the next window, any other zooms about the play head or its middle.</summary>
    /// <param name="factor">Below 1 zooms in.</param>
    public Task ZoomAsync(double factor) => Current.ZoomAsync(factor);

    /// <inheritdoc/>
    public Task FitAsync() => Current.FitAsync();

    /// <inheritdoc/>
    public Task ResizedAsync() => Current.ResizedAsync();

    /// <inheritdoc/>
    public Task SelectAsync(ViewRange box) => Shown.Detail.SelectAsync(Current, box);

    /// <summary>Selects all that is visible.</summary>
    public Task SelectVisibleAsync() => SelectAsync(View);

    /// <summary>Selects nothing.</summary>
    public Task ClearSelectionAsync() => Shown.Detail.ClearAsync(Current);

    /// <inheritdoc/>
    public HoverInfo Look(double us, double position) => Shown.Hover.Look(Current, us, position);

    /// <inheritdoc/>
    public Task<HoverInfo?> LookCloserAsync(double us, double position) => Shown.Hover.LookCloserAsync(Current, us, position);

    /// <inheritdoc/>
    public string Relative(double us) => Mode switch
    {
        PageMode.Replay => $"at {Durations.Clock(us - Clock.FromUs)}",
        _ when View.ToUs > us => $"{Durations.Text(Math.Round((View.ToUs - us) / 1e5) * 1e5)} ago",
        _ => "",
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _conductor.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Set(ViewSettings settings)
    {
        Page.Settings = settings;
        Page.Tell();
    }
}
