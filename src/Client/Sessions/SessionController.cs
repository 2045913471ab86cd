using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Colours;
using Damon.Client.Lines;
using Damon.Client.Live;
using Damon.Client.Pictures;
using Damon.Client.Sessions.Times;
using Damon.Client.Tables.Mappings;
using Damon.Client.Times;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Sessions;

namespace Damon.Client.Sessions;

/// <summary>
/// Everything the session page shows, and what a user can do with it. Knows no components: the page draws what this
/// says when <see cref="Changed"/> is raised, the plot is driven through <see cref="Chart"/>.
/// </summary>
public sealed partial class SessionController : IHeatmapModel, IAsyncDisposable
{
    private readonly ApiClient _api;
    private readonly LiveFeed _feed;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _closing = new();
    private IReadOnlyList<Mapping> _mappings = [];
    private RecordingLoader _loader;
    private InferredPast? _past;

    /// <summary>A controller that has not been opened yet.</summary>
    public SessionController(ApiClient api, IWatchClient watch, TimeProvider time)
    {
        _api = api;
        _time = time;
        _feed = new LiveFeed(watch, time);
        _loader = new RecordingLoader(api, "", 0);
        _live = new LivePicture(WindowUs, 360);
        Clock = new ReplayClock(time);
        Chart = new ChartDriver(State);
    }

    /// <summary>Raised when something beside the plot has changed.</summary>
    public event Action? Changed;

    /// <inheritdoc/>
    public ChartDriver Chart { get; }

    /// <summary>The session; null until it is loaded.</summary>
    public SessionResource? Session { get; private set; }

    /// <summary>Why it cannot be shown, or what went wrong last; null when all is well.</summary>
    public ApiProblem? Problem { get; private set; }

    /// <summary>What the page shows.</summary>
    public PageMode Mode { get; private set; }

    /// <summary>Whether what is shown stands still: a recording, or a part of a running session.</summary>
    public bool IsRecorded => Mode is PageMode.Replay or PageMode.Paused;

    /// <summary>Whether a running session's events arrive.</summary>
    public ConnectionState Connection => _feed.State;

    /// <summary>Index of the target shown.</summary>
    public int Target { get; private set; }

    /// <summary>The visible part.</summary>
    public ViewRange View { get; private set; } = new(0, 60e6, 0, 1);

    /// <summary>Time that a live picture shows, microseconds.</summary>
    public long WindowUs { get; private set; } = 60_000_000;

    /// <inheritdoc/>
    public CellShading Shading { get; private set; } = new();

    /// <summary>What the lines show.</summary>
    public LineKind Lines { get; private set; }

    /// <summary>Memory not accessed for this long counts as idle, seconds.</summary>
    public int IdleSeconds { get; private set; } = IdleThresholds.Default;

    /// <summary>The target's mappings, newest known for what is shown, in address order.</summary>
    public IReadOnlyList<Mapping> Mappings => _mappings;

    /// <summary>The numbers beside the picture.</summary>
    public SessionFigures Figures { get; private set; } = new();

    /// <summary>Snapshots that did not reach this page because it was too slow; the recording has them.</summary>
    public long LostHere { get; private set; }

    /// <summary>Whether a part of the recording is being fetched.</summary>
    public bool Fetching { get; private set; }

    /// <inheritdoc/>
    public TimeMapping Time { get; private set; }

    /// <summary>The address axis shown.</summary>
    public AddressAxis Axis => Mode == PageMode.Live ? _live.Axis : _axis;

    /// <summary>First moment of the recording, Unix microseconds; null while nothing is recorded.</summary>
    public long? FirstUs => Session?.FirstUs ?? (_live.Snapshots.All is [var oldest, ..] ? oldest.StartUs : null);

    /// <summary>Last moment known, Unix microseconds.</summary>
    public long LastUs => Math.Max(Session?.LastUs ?? 0, _live.NewestUs);

    /// <summary>Whether inferred cells can be seen.</summary>
    public bool ShowsInferred => _past is { } known && View.FromUs < known.ToUs && known.FromUs < known.ToUs;

    /// <summary>Loads the session and shows it, live or recorded. Returns when the session is over or the page closes.</summary>
    /// <param name="id">The session.</param>
    /// <param name="settings">What the page's address asks for.</param>
    public async Task OpenAsync(string id, ViewSettings settings)
    {
        Take(settings);
        (_asked, Target) = (settings, settings.Target);
        _live = new LivePicture(WindowUs, RowCount());
        try
        {
            Session = await _api.GetSessionAsync(id, _closing.Token);
            Target = Math.Clamp(Target, 0, Math.Max(0, Session.Targets.Count - 1));
            Time = TimeMapping.For(_time.LocalTimeZone, Session.StartedAt);
            _loader = new RecordingLoader(_api, id, Target);
            while (true)
            {
                if (Session.State.IsActive())
                {
                    await RunLiveAsync(id);
                    Session = await _api.GetSessionAsync(id, _closing.Token);
                }

                // Who looks at a part of it goes on doing so when the session ends.
                _asked = Mode == PageMode.Paused ? Settings() : _asked;
                await OpenReplayAsync();
                if (Session.State != SessionState.Interrupted)
                {
                    return;
                }

                await ReturnedAsync(id);
            }
        }
        catch (ApiException fault)
        {
            (Problem, Mode) = (fault.Problem, PageMode.Failed);
            Changed?.Invoke();
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    /// <summary>Shows another target of the session.</summary>
    public async Task SetTargetAsync(int target)
    {
        if (target == Target || Session is null || target < 0 || target >= Session.Targets.Count)
        {
            return;
        }

        Target = target;
        _loader = new RecordingLoader(_api, Session.Id, target);
        _live = new LivePicture(WindowUs, RowCount());
        Overview = new SessionOverview();
        (_liveLines, _lines, _mappings, _shown, _axis) = (new LineSeries(), new LineSeries(), [], null, AddressAxis.Empty);
        (Figures, _backfilled, _past, _selected, _detail) = (new SessionFigures(), -1, null, null, null);
        Chart.Invalidate(ChartParts.All);
        try
        {
            if (Session.State.IsActive())
            {
                Mode = PageMode.Live;
                await PrimeAsync();
            }
            else
            {
                await OpenReplayAsync();
            }
        }
        catch (ApiException fault)
        {
            Problem = fault.Problem;
        }

        Changed?.Invoke();
    }

    /// <summary>Stops the session.</summary>
    public async Task StopAsync()
    {
        try
        {
            Problem = null;
            Session = await _api.StopAsync(Session!.Id, _closing.Token);
        }
        catch (ApiException fault)
        {
            Problem = fault.Problem;
        }

        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Chart.Detach();
        await _closing.CancelAsync();
        _closing.Dispose();
    }

    private void Take(ViewSettings settings)
        => (Shading, Lines, WindowUs, IdleSeconds) = (settings.Shading, settings.Lines, settings.WindowUs, settings.IdleSeconds);

    private int RowCount() => (int)Math.Clamp(Math.Round(Chart.HeightPixels), 120, 700);

    private ChartState State() => new()
    {
        Source = Mode == PageMode.Live ? (_live.HasData ? _live : null) : _shown,
        Axis = Axis,
        Mappings = _mappings,
        Moving = Mode == PageMode.Live,
        View = View,
        Selection = SelectionBox,
        Lines = ShownLines,
        LineKind = Lines,
        Time = Time,
        Shading = Shading,
        PlayheadUs = IsRecorded ? Clock.PositionUs : null,
        VeilToUs = Math.Max(Clock.ToUs, View.ToUs),
        Veil = Clock.Playing ? 0.92 : 0.6,
        RecordedFromUs = ShowsInferred ? _past!.ToUs : null,
    };
}
