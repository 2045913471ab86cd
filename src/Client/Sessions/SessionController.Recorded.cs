using Damon.Client.Addresses;
using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Sessions.Times;
using Damon.Client.Views;
using Damon.Model.Addresses;

namespace Damon.Client.Sessions;

/// <content>What stands still: a recording, or a part of a running session.</content>
public sealed partial class SessionController
{
    private const int LinePoints = 600;

    private AddressAxis _axis = AddressAxis.Empty;
    private RecordedPicture? _shown;
    private LineSeries _lines = new();
    private int _request;
    private ViewSettings? _asked;

    /// <summary>The play head.</summary>
    public ReplayClock Clock { get; }

    /// <summary>The lines of what is shown.</summary>
    public LineSeries ShownLines => Mode == PageMode.Live || (Mode == PageMode.Paused && _shown is null) ? _liveLines : _lines;

    /// <summary>Plays or pauses.</summary>
    public async Task TogglePlayAsync()
    {
        if (Clock.Playing)
        {
            Clock.Pause();
            await HeadMovedAsync();
            HeadRested?.Invoke();
            return;
        }

        if (Clock.AtEnd || Clock.PositionUs < View.FromUs || Clock.PositionUs >= View.ToUs)
        {
            // What is looked at is what is played.
            Clock.Seek(Math.Max(View.FromUs, Clock.FromUs));
        }

        Clock.Play();
        if (_shown is null)
        {
            await LoadViewAsync();
        }

        await HeadMovedAsync();
        await PlayAsync();
    }

    /// <summary>Raised when the play head has been put somewhere.</summary>
    public event Action? HeadRested;

    /// <summary>Moves the play head.</summary>
    public async Task SeekAsync(double us)
    {
        Pause();
        Clock.Seek(us);
        await HeadMovedAsync();
        if (Clock.PositionUs < View.FromUs || Clock.PositionUs > View.ToUs)
        {
            await ShowAsync(View.Around(Clock.PositionUs));
        }

        HeadRested?.Invoke();
    }

    /// <summary>Sets the speed; null is "fit".</summary>
    public void SetSpeed(double? speed)
    {
        Clock.SetSpeed(speed);
        Changed?.Invoke();
    }

    private async Task OpenReplayAsync()
    {
        Mode = PageMode.Replay;
        var (from, to) = (Session!.FirstUs ?? 0, Session.LastUs ?? 0);
        Clock.Load(from, to);
        if (to <= from)
        {
            Changed?.Invoke();
            return;
        }

        View = new ViewRange(from, to, 0, 1);
        Fetching = true;
        Changed?.Invoke();
        await LoadPastAsync();
        _mappings = await _api.GetMappingsAsync(Session.Id, Target, null, _closing.Token);
        var areas = await _loader.LoadAreasAsync(null, null, _closing.Token);
        var accessible = AreaFinder.Accessible(_mappings);
        _axis = AddressAxis.Create(AreaFinder.CutHoles(areas, accessible), accessible);
        View = _asked is null ? All : Wanted(_asked, All);
        _selected = _asked?.Selection ?? _selected;
        if (_asked?.AtUs is { } at)
        {
            Clock.Seek(at);
        }

        _asked = null;
        Chart.Invalidate(ChartParts.All);
        await LoadViewAsync();
        await HeadMovedAsync();
        await RefreshOverviewAsync();
    }

    // The age of the first regions recorded tells of the time before.
    private async Task LoadPastAsync()
    {
        if (_past is not null || Session?.FirstUs is not { } first)
        {
            return;
        }

        var page = await _api.GetSnapshotsAsync(Session.Id, Target, first, first + 60_000_000, 1, _closing.Token);
        if (page.Snapshots is [var snapshot, ..] && new InferredPast(snapshot) is var known && known.FromUs < known.ToUs)
        {
            _live.Past = _past = known;
        }
    }

    // Fetches bins for exactly the visible part; only the newest of several requests is shown.
    private async Task LoadViewAsync()
    {
        var mine = ++_request;
        Fetching = true;
        Changed?.Invoke();
        try
        {
            var rows = RowMap.Create(_axis, RowCount(), View.Bottom, View.Top);
            var (from, to) = ShownTime();
            var aggregation = Math.Max(1_000, Session?.Attributes.AggregationIntervalUs ?? 100_000);
            var columns = (int)Math.Clamp(Math.Round((to - from) / aggregation), 1, LivePicture.MostColumns);
            var grid = await _loader.LoadAsync(rows, (long)from, (to - from) / columns, columns, _closing.Token);
            var (before, now) = (await _api.GetMappingsAsync(Session!.Id, Target, (long)from, _closing.Token), await _api.GetMappingsAsync(Session.Id, Target, (long)to, _closing.Token));
            if (mine != _request)
            {
                return;
            }

            // What was mapped at either end of the view could be accessed in it.
            var accessible = AddressRanges.Union(AreaFinder.Accessible(before), AreaFinder.Accessible(now));
            _mappings = now.Length > 0 ? now : _mappings;
            _shown = new RecordedPicture(grid, rows, RowMask.Create(rows, accessible), _past) { LimitUs = Limit() };
            Chart.Invalidate(ChartParts.Cells | ChartParts.Addresses);
            await Chart.FlushAsync();
            var figures = await _api.GetWorkingSetAsync(Session.Id, Target, (long)from, (long)to, _closing.Token, LinePoints);
            if (mine == _request)
            {
                _lines = new LineSeries { Percentiles = figures.Percentiles, Mean = figures.Mean };
                _lines.Load(figures.Series);
                Chart.Invalidate(ChartParts.Lines | ChartParts.Shapes);
                ShowFiguresAtHead();
            }
        }
        catch (ApiException fault)
        {
            Problem = fault.Problem;
        }
        finally
        {
            Fetching = mine != _request && Fetching;
        }

        Changed?.Invoke();
        await Chart.FlushAsync();
    }

    // Of the view what can hold anything: asking for more would waste columns.
    private (double From, double To) ShownTime()
    {
        var from = Math.Floor(Math.Max(View.FromUs, All.FromUs));
        var to = Math.Ceiling(Math.Min(View.ToUs, LastUs));
        return to > from ? (from, to) : (Math.Floor(View.FromUs), Math.Ceiling(View.ToUs));
    }

    private double? Limit() => IsRecorded && Clock.Playing ? Clock.PositionUs : null;

    // Everything that moves with the play head.
    private async Task HeadMovedAsync()
    {
        if (_shown is { } picture)
        {
            var (before, now) = (picture.LimitUs, Limit());
            picture.LimitUs = now;
            Chart.Invalidate(ChartParts.Shapes);
            if (before != now)
            {
                var whole = before is null || now is null || now < before;
                Chart.Invalidate(ChartParts.Cells, whole ? null : picture.ColumnBefore(before!.Value));
            }
        }

        ShowFiguresAtHead();
        Changed?.Invoke();
        _ = LoadDetailSoonAsync();
        await Chart.FlushAsync();
    }

    private async Task PlayAsync()
    {
        while (Clock.Playing && IsRecorded)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(80), _time, _closing.Token);
            if (Clock.Playing && Clock.AtEnd)
            {
                Clock.Pause();
            }

            var head = Clock.PositionUs;
            if (Clock.Playing && (head > View.ToUs || head < View.FromUs))
            {
                // The play head has left a zoomed view: turn the page.
                var from = head - (View.WidthUs * 0.02);
                View = View with { FromUs = from, ToUs = from + View.WidthUs };
                Chart.Invalidate(ChartParts.Time | ChartParts.Lines);
                _ = LoadViewAsync();
            }

            await HeadMovedAsync();
        }
    }
}
