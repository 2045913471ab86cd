using System.Runtime.CompilerServices;
using Damon.Client.Addresses;
using Damon.Client.Charts;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Recordings;
using Damon.Client.Viewports;
using Damon.Contracts.Rest;

namespace Damon.Client.Views;

/// <summary>
/// A target as it was recorded: a whole recording, or a part of a session that still runs. Made anew for another target,
/// and for every time a live picture is stopped.
/// </summary>
public sealed class RecordingView : ISessionView
{
    private static readonly TimeSpan DetailEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>How long a single step waits for its cells before it is drawn with those that are there.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(100);

    private readonly TargetContext _target;
    private readonly SessionContext _page;
    private readonly Viewport _viewport;
    private readonly CancellationTokenSource _closing;
    private readonly CancellationToken _closed;
    private readonly IColumnSource? _stopped;
    private readonly bool _isRunning;
    private RecordedPicture? _picture;
    private (OpeningResource Answer, double FromUs, double ToUs)? _opening;
    private int _rows;
    private bool _isOpening;
    private bool _isSettling;
    private bool _detailing;

    /// <summary>A recording that has not been opened yet.</summary>
    public RecordingView(TargetContext target)
    {
        (_target, _page) = (target, target.Page);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(_page.Closing);
        _closed = _closing.Token;
        Clock.Load(target.FirstUs ?? 0, _page.Session?.LastUs ?? 0);
        _viewport = new Viewport(new ViewRange(Clock.FromUs, Clock.ToUs, 0, 1), _page.Time, LoadAsync);
        _viewport.Changed += _page.Tell;
        _viewport.Moved += _page.TellMoved;
        _viewport.Failed += _page.Report;
        Player = new Playback(this, _page, _closed);
    }

    /// <summary>What a live view shows, standing still; the session goes on.</summary>
    public RecordingView(TargetContext target, LiveView live)
        : this(target)
    {
        _isRunning = true;
        (Axis, Lines, Figures, _stopped) = (live.Axis, live.Lines, live.Figures, live.HoverSource);
        _viewport.Set(live.View);
        Clock.Load(target.FirstUs ?? live.NewestUs, live.NewestUs);
    }

    /// <inheritdoc/>
    public bool IsRecorded => true;

    /// <summary>Whether nothing but what a live view has drawn is shown so far.</summary>
    public bool IsStopped => _isRunning && _picture is null;

    /// <inheritdoc/>
    public ViewRange View => _viewport.View;

    /// <inheritdoc/>
    public ViewRange All => _target.Until(_isRunning ? _target.LastUs : Clock.ToUs);

    /// <inheritdoc/>
    public AddressAxis Axis { get; private set; } = AddressAxis.Empty;

    /// <inheritdoc/>
    public IColumnSource? Source => _picture;

    /// <inheritdoc/>
    public IColumnSource? HoverSource => _picture ?? _stopped;

    /// <inheritdoc/>
    public LineSeries Lines { get; private set; } = new();

    /// <inheritdoc/>
    public SessionFigures Figures { get; private set; } = new();

    /// <inheritdoc/>
    public bool Loading => _isOpening || _viewport.Loading;

    /// <summary>Plays it.</summary>
    public Playback Player { get; }

    private ReplayClock Clock => _page.Clock;

    /// <summary>Loads the recording and shows the part asked for.</summary>
    /// <param name="asked">What the page's address asks for; null for everything.</param>
    /// <exception cref="Api.ApiException">The server did not answer.</exception>
    public async Task OpenAsync(ViewSettings? asked)
    {
        if (Clock.LengthUs <= 0)
        {
            _page.Tell();
            return;
        }

        _isOpening = true;
        _page.Tell();
        try
        {
            var selection = asked?.Selection ?? _target.Detail.Selection;
            var head = Math.Clamp(asked?.AtUs ?? (long)Clock.ToUs, (long)Clock.FromUs, (long)Clock.ToUs);
            var moment = selection?.ToUs ?? head;
            var opening = await _target.Loader.OpenAsync(asked?.FromUs, asked?.ToUs, moment, _closed);
            _target.TakeFirst(opening.First);
            _target.Mappings = opening.Mappings;
            _target.Detail.Take(opening.Current, moment);
            var accessible = AreaFinder.Accessible(opening.NewestMappings ?? opening.Mappings);
            Axis = AddressAxis.Create(AreaFinder.CutHoles(RecordingLoader.Areas(opening), accessible), accessible);
            _viewport.Set(asked is null ? All : ViewSpans.Wanted(asked, Axis, All));
            _target.Detail.Selection = selection;
            Clock.Seek(head);
            _opening = (opening, View.FromUs, View.ToUs);
        }
        finally
        {
            _isOpening = false;
        }

        _page.Chart.Invalidate(ChartParts.All);
        await LoadFirstAsync();
    }

    /// <summary>Loads what is visible.</summary>
    public async Task LoadAsync()
    {
        await _viewport.LoadAsync();
        await _page.Chart.FlushAsync();
    }

    /// <summary>Moves the play head, and the view after it when it has left it.</summary>
    public async Task SeekAsync(double us)
    {
        Clock.Seek(us);
        await HeadMovedAsync();
        if (Clock.PositionUs < View.FromUs || Clock.PositionUs > View.ToUs)
        {
            await ShowAsync(View.Around(Clock.PositionUs));
        }

        _page.TellHeadRested();
    }

    /// <inheritdoc/>
    public async Task ShowAsync(ViewRange view)
    {
        var clamped = view.Clamped();
        _page.Chart.Invalidate(ChartParts.Time | ((clamped.Bottom, clamped.Top) == (View.Bottom, View.Top) ? ChartParts.Shapes : ChartParts.Addresses));
        var isSingle = _viewport.Rests;
        var moving = _viewport.MoveAsync(view);

        // Cells that come soon are drawn together with their axes: drawing these takes longer than all the rest, and would hold the cells up.
        if (isSingle)
        {
            await _page.Time.PauseAsync(Soon, _closed);
        }

        await _page.Chart.FlushAsync();
        await moving;
        await _page.Chart.FlushAsync();
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(ViewRange view, long? atUs)
    {
        _viewport.Set(view);
        Clock.Seek(atUs ?? Clock.ToUs);
        await LoadAsync();
        await HeadMovedAsync();
    }

    /// <inheritdoc/>
    public Task SetWindowAsync(long windowUs)
    {
        _page.Settings = _page.Settings with { WindowUs = windowUs };
        var (all, view) = (All, View);
        var to = Math.Clamp(view.ToUs, all.FromUs + windowUs, Math.Max(all.ToUs, all.FromUs + windowUs));
        return ShowAsync(view with { FromUs = to - windowUs, ToUs = to });
    }

    /// <inheritdoc/>
    /// <remarks>About the play head of a recording, about the middle where the session goes on.</remarks>
    public Task ZoomAsync(double factor) => ShowAsync(View.Zoomed(factor, _isRunning ? null : Clock.PositionUs));

    /// <inheritdoc/>
    public Task FitAsync() => ShowAsync(All);

    /// <inheritdoc/>
    public Task ResizedAsync()
    {
        if (_isOpening || _isSettling)
        {
            return Task.CompletedTask;
        }

        if (Axis.Bands.Count == 0)
        {
            return _page.Chart.FlushAsync();
        }

        _page.Chart.Invalidate(ChartParts.Addresses | ChartParts.Time);
        return _rows == 0 ? LoadFirstAsync() : _rows == _page.RowCount ? _page.Chart.FlushAsync() : LoadAsync();
    }

    /// <inheritdoc/>
    public Task RemeasureAsync() => Axis.Bands.Count == 0 || _isOpening ? Task.CompletedTask : LoadAsync();

    /// <inheritdoc/>
    public async Task RefreshDetailAsync()
    {
        await _target.Detail.LoadAsync(Clock.PositionUs);
        ShowFigures();
        _page.Tell();
    }

    /// <summary>Shows everything that moves with the play head.</summary>
    internal async Task HeadMovedAsync()
    {
        if (_picture is { } picture)
        {
            var (before, now) = (picture.LimitUs, Limit());
            picture.LimitUs = now;
            _page.Chart.Invalidate(ChartParts.Shapes);
            if (before != now)
            {
                var whole = before is null || now is null || now < before;
                _page.Chart.Invalidate(ChartParts.Cells, whole ? null : picture.ColumnBefore(before!.Value));
            }
        }

        ShowFigures();
        _page.Tell();
        _ = LoadDetailSoonAsync();
        await _page.Chart.FlushAsync();
    }

    /// <summary>Shows what follows, or comes before: without a step, as playing goes on meanwhile.</summary>
    /// <param name="fromUs">The new left edge, Unix microseconds; further left where nothing would be left to show at the right.</param>
    /// <param name="widthUs">How much is shown, microseconds.</param>
    internal void TurnTo(double fromUs, double widthUs)
    {
        var from = Math.Max(All.FromUs, Math.Min(fromUs, All.ToUs - widthUs));
        _viewport.Set(View with { FromUs = from, ToUs = from + widthUs });
        _page.Chart.Invalidate(ChartParts.Time | ChartParts.Lines);
        _ = LoadAsync();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _viewport.Dispose();
        if (!_closed.IsCancellationRequested)
        {
            _closing.Cancel();
        }

        _closing.Dispose();
    }

    private async IAsyncEnumerable<Action> LoadAsync(ViewRange view, [EnumeratorCancellation] CancellationToken cancel)
    {
        // What the opening told of this time still holds when a load is overtaken, or only the rows are others.
        var opening = _opening is { } known && (known.FromUs, known.ToUs) == (view.FromUs, view.ToUs) ? known.Answer : null;
        _rows = _page.RowCount;
        var overview = opening is not null && _target.FirstUs is { } first ? _target.Overview.Plan(Axis, first, _target.LastUs, _page.Settings.Shading.Measure) : null;
        var rows = RowMap.Create(Axis, _rows, view.Bottom, view.Top);
        var (from, to) = ViewSpans.Shown(view, All.FromUs, _target.LastUs);
        var part = await RecordingPart.LoadAsync(_target, rows, from, to, opening, overview, cancel);
        if (opening is not null)
        {
            // What is known already is drawn with the cells: to draw twice takes twice as long.
            yield return () =>
            {
                Show(part);
                Show(opening.WorkingSet);
            };
            yield break;
        }

        yield return () => Show(part);
        await _page.Chart.FlushAsync();
        var figures = await _target.Loader.LoadFiguresAsync((long)from, (long)to, cancel);
        yield return () => Show(figures);
    }

    // The cells are asked for once there is a plot, as many rows as it has room for, and are on their way while its axes and
    // labels are drawn: these take as long. Seldom do they leave it another room.
    private async Task LoadFirstAsync()
    {
        _isSettling = true;
        var loading = await _page.Chart.MeasureAsync() ? _viewport.LoadAsync() : Task.CompletedTask;
        var settled = await _page.Chart.SettleAsync();
        _isSettling = false;
        if (settled)
        {
            await (_rows == _page.RowCount ? loading : _viewport.LoadAsync());
            await _page.Chart.FlushAsync();
            await _target.RefreshOverviewAsync(Axis, _closed);
        }

        await HeadMovedAsync();
    }

    private void Show(RecordingPart part)
    {
        // The same mappings have the same names at the same places.
        var named = _target.Mappings;
        _target.Mappings = part.Mappings.Count > 0 ? part.Mappings : named;
        _picture = part.Picture;
        _page.FitColours(_picture, moves: false);
        _picture.LimitUs = Limit();
        _page.Chart.Invalidate(ChartParts.Cells | (ReferenceEquals(named, _target.Mappings) ? ChartParts.Shapes : ChartParts.Addresses));
        if (part.Overview is { } overview)
        {
            _target.Overview.Take(overview, _target.Accessible(overview.Rows));
        }
    }

    private void Show(WorkingSetResource figures)
    {
        Lines = new LineSeries();
        Lines.Load(figures);
        _page.Chart.Invalidate(ChartParts.Lines | ChartParts.Shapes);
        ShowFigures();
    }

    private double? Limit() => Clock.Playing ? Clock.PositionUs : null;

    // The play head moves many times a second; the tables need not.
    private async Task LoadDetailSoonAsync()
    {
        if (!_detailing)
        {
            _detailing = true;
            if (await _page.Time.PauseAsync(DetailEvery, _closed))
            {
                await RefreshDetailAsync();
            }

            _detailing = false;
        }
    }

    private void ShowFigures() => Figures = Figures.At(Clock.PositionUs, Lines, _target.Detail.Selection is null ? _target.Detail.Snapshot : null);
}
