using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Recordings;
using Damon.Client.Viewports;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;

namespace Damon.Client.Views;

/// <summary>A target as its snapshots come, the newest at the right. Made anew for another target.</summary>
public sealed class LiveView : ISessionView
{
    // Axis and lines cost the browser more than the cells: between two of these the picture slides along them.
    private const long AxisEveryUs = 1_000_000;
    private const long SpreadEveryUs = 5_000_000;

    // A session younger than its window is shown wider, in steps: a picture that is mostly empty says little.
    private static readonly long[] YoungWindows = [15_000_000, 30_000_000, 60_000_000, 120_000_000, 300_000_000, 600_000_000, 900_000_000, 1_800_000_000];

    private readonly TargetContext _target;
    private readonly SessionContext _page;
    private readonly LivePicture _picture;
    private readonly LiveBackfill _backfill;
    private readonly Viewport _viewport;
    private readonly CancellationTokenSource _closing;
    private readonly CancellationToken _closed;
    private bool _follows = true;
    private long _axisDrawnUs;
    private long _spreadDrawnUs;
    private int _drawnVersion = -1;

    /// <summary>A view that has not seen anything yet.</summary>
    public LiveView(TargetContext target)
    {
        (_target, _page) = (target, target.Page);
        _picture = new LivePicture(WindowUs, _page.RowCount, target.Recent);
        _picture.SetMeasure(_page.Settings.Shading.Measure);
        _backfill = new LiveBackfill(target, _picture, Lines);
        _closing = CancellationTokenSource.CreateLinkedTokenSource(_page.Closing);
        _closed = _closing.Token;

        // Nothing is loaded for a part of a live picture: it keeps the snapshots themselves.
        _viewport = new Viewport(new ViewRange(0, 60e6, 0, 1), _page.Time, (_, _) => AsyncEnumerable.Empty<Action>());
        _viewport.Moved += _page.TellMoved;
    }

    /// <inheritdoc/>
    public bool IsRecorded => false;

    /// <inheritdoc/>
    public ViewRange View => _viewport.View;

    /// <inheritdoc/>
    public ViewRange All => _target.Until(_target.LastUs);

    /// <inheritdoc/>
    public AddressAxis Axis => _picture.Axis;

    /// <inheritdoc/>
    public IColumnSource? Source => _picture.HasData ? _picture : null;

    /// <inheritdoc/>
    public IColumnSource HoverSource => _picture;

    /// <inheritdoc/>
    public LineSeries Lines { get; } = new();

    /// <inheritdoc/>
    public SessionFigures Figures { get; private set; } = new();

    /// <inheritdoc/>
    public bool Loading => false;

    /// <summary>Right edge of what is known, Unix microseconds.</summary>
    public long NewestUs => _picture.NewestUs;

    /// <summary>Whether anything shown is recorded, and not here yet.</summary>
    public bool Awaits => _picture.Awaits;

    private long WindowUs => _page.Settings.WindowUs;

    /// <summary>Loads what was recorded before the view was opened, so that it does not start empty.</summary>
    public async Task PrimeAsync()
    {
        try
        {
            var last = _page.Session!.LastUs;
            long? from = last is { } end ? Math.Max(_page.Session.FirstUs ?? end, end - WindowUs) : null;
            var opening = await _target.Loader.OpenAsync(from, null, null, _closed);
            TakeMappings(opening.Mappings);
            _target.TakeFirst(opening.First);
            _picture.Past = _target.Past;
            if (last is { } newest)
            {
                _picture.AddAreas(RecordingLoader.Areas(opening));
                Lines.Load(opening.WorkingSet.Series);
                _picture.Advance(newest);
                ShowNewest();
                await RedrawAsync(null);
            }
        }
        catch (ApiException fault) when (!fault.Problem.IsUnauthorized)
        {
            // The past is missing, then; what comes from now on is shown all the same.
            Console.WriteLine($"The session's recent history could not be loaded: {fault.Problem.Message}");
        }
        catch (OperationCanceledException) when (!_page.Closing.IsCancellationRequested)
        {
            // Another target is shown.
        }
    }

    /// <summary>Takes what the session's feed says of this target; other targets' is left out.</summary>
    public void Take(WatchEvent item)
    {
        if (item is { Kind: WatchEventKind.Mappings, Mappings: { } set } && set.Target == _target.Index)
        {
            TakeMappings(set.Mappings);
            _page.Chart.Invalidate(ChartParts.Addresses);
        }
        else if (item is { Kind: WatchEventKind.Snapshot, Snapshot: { } snapshot } && snapshot.Target == _target.Index)
        {
            Take(snapshot);
        }
    }

    /// <summary>Stops following: snapshots are kept, and nothing is drawn.</summary>
    public void Pause() => _follows = false;

    /// <summary>Follows again.</summary>
    /// <param name="view">Where it was looked at meanwhile: its addresses stay.</param>
    public Task FollowAsync(ViewRange view)
    {
        _follows = true;
        SetView(view);
        _page.Chart.Invalidate(ChartParts.All);
        _page.Tell();
        return Task.WhenAll(_page.Chart.FlushAsync(), _backfill.RunAsync(_closed));
    }

    /// <summary>The feed begins anew: follows, and asks once more for what may be missing.</summary>
    public void Restart()
    {
        _follows = true;
        _backfill.Restart();
        _page.Chart.Invalidate(ChartParts.All);
        _page.Tell();
    }

    /// <inheritdoc/>
    /// <remarks>Its time is always the newest; only addresses are taken.</remarks>
    public async Task ShowAsync(ViewRange view)
    {
        var next = view.Clamped();
        var resting = _viewport.MoveAsync(next);
        SetView(next);
        await RedrawAsync(null);
        _page.Tell();
        await resting;
    }

    /// <inheritdoc/>
    public Task ApplyAsync(ViewRange view, long? atUs)
    {
        SetView(view);
        return RedrawAsync(null);
    }

    /// <inheritdoc/>
    public async Task SetWindowAsync(long windowUs)
    {
        _page.Settings = _page.Settings with { WindowUs = windowUs };
        SetView(View);
        await RedrawAsync(null);
        _page.Tell();
    }

    /// <inheritdoc/>
    /// <remarks>Takes the next window.</remarks>
    public Task ZoomAsync(double factor)
    {
        var next = factor < 1
            ? ViewSettings.Windows.LastOrDefault(w => w < WindowUs, WindowUs)
            : ViewSettings.Windows.FirstOrDefault(w => w > WindowUs, WindowUs);
        return next == WindowUs ? Task.CompletedTask : SetWindowAsync(next);
    }

    /// <inheritdoc/>
    public Task FitAsync() => ShowAsync(View with { Bottom = 0, Top = 1 });

    /// <inheritdoc/>
    public Task ResizedAsync()
    {
        _picture.SetView(View.Bottom, View.Top, _page.RowCount, WindowUs);
        _page.Chart.Invalidate(ChartParts.Addresses | ChartParts.Time);
        return RedrawAsync(null);
    }

    /// <inheritdoc/>
    public Task RemeasureAsync()
    {
        SetView(View);
        return RedrawAsync(null);
    }

    /// <inheritdoc/>
    public async Task RefreshDetailAsync()
    {
        if (_target.Detail.Selection is { } area)
        {
            await _target.Detail.LoadAsync(area.ToUs);
            _page.Tell();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _follows = false;
        _viewport.Dispose();
        if (!_closed.IsCancellationRequested)
        {
            _closing.Cancel();
        }

        _closing.Dispose();
    }

    private void TakeMappings(IReadOnlyList<Mapping> mappings)
    {
        _target.Mappings = mappings;
        _picture.SetMappings(mappings);
    }

    // Drawing is not waited for: it takes what is newest whenever it is done with what was, so that a browser that
    // draws slowly still gets every snapshot it can hold.
    private void Take(Snapshot snapshot)
    {
        _backfill.Note(snapshot);
        var from = _picture.Add(snapshot);
        _target.SeenToUs = NewestUs;
        Lines.Add(LineSeries.Of(snapshot), Math.Max(10 * 60_000_000L, WindowUs));
        if (!_follows)
        {
            return;
        }

        ShowNewest();
        Figures = SessionFigures.Of(_target.Recent.Last(2_000_000));
        _page.Chart.Newest(snapshot.EndUs);

        // The picture first: it is drawn when this returns, unless an earlier drawing is still under way.
        _ = RedrawAsync(from);
        _page.Tell();
    }

    private void SetView(ViewRange view)
    {
        _picture.SetMeasure(_page.Settings.Shading.Measure);
        _picture.SetView(view.Bottom, view.Top, _page.RowCount, WindowUs);
        ShowNewest();
    }

    private void ShowNewest()
    {
        var to = _target.SeenToUs = NewestUs;
        _picture.RecordedFromUs = _target.FirstUs;
        var first = _target.FirstUs ?? to;
        var width = Math.Min(WindowUs, YoungWindows.FirstOrDefault(w => w >= to - first, WindowUs));
        _viewport.Set(new ViewRange(to - width, to, _picture.Rows.Bottom, _picture.Rows.Top));
    }

    private async Task RedrawAsync(long? from)
    {
        if (!_follows)
        {
            return;
        }

        var newAxis = _drawnVersion != _picture.Version;
        _drawnVersion = _picture.Version;
        _page.Chart.Invalidate(ChartParts.Cells | ChartParts.Slide | (newAxis ? ChartParts.Addresses : ChartParts.None), newAxis ? null : from);
        if (newAxis || from is null || View.ToUs - _axisDrawnUs >= AxisEveryUs)
        {
            _axisDrawnUs = (long)View.ToUs;
            _page.Chart.Invalidate(ChartParts.Time | ChartParts.Lines);
        }

        _ = _backfill.RunAsync(_closed);
        _ = _target.RefreshOverviewAsync(Axis, _closed);
        var isWholeAnew = newAxis || from is null;
        if (isWholeAnew)
        {
            Survey();
        }

        await _page.Chart.FlushAsync();
        if (_follows && !isWholeAnew && View.ToUs - _spreadDrawnUs >= SpreadEveryUs)
        {
            Survey();
            await _page.Chart.FlushAsync();
        }
    }

    // Looks at all that is shown, which takes longer than to draw what is newest.
    private void Survey()
    {
        _spreadDrawnUs = (long)View.ToUs;
        var spread = Lines.Spread(View.FromUs, View.ToUs);
        (Lines.Percentiles, Lines.Mean, Lines.MeanError) = (spread.Percentiles, spread.Mean, spread.MeanError);
        _page.Chart.Invalidate(ChartParts.Shapes);
        if (_picture.HasData)
        {
            _page.FitColours(_picture, moves: true);
        }
    }
}
