using Damon.Client.Api;
using Damon.Client.Charts;
using Damon.Client.Lines;
using Damon.Client.Pictures;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;

namespace Damon.Client.Sessions;

/// <content>A running session.</content>
public sealed partial class SessionController
{
    // Axis and lines cost the browser more than the cells: between two of these the picture slides along them.
    private const long AxisEveryUs = 1_000_000;
    private const long SpreadEveryUs = 5_000_000;

    // After a loss the server needs a moment to have it stored; and a browser that loses all the time must not be
    // kept busy with asking for what it lost.
    private const long BackfillAfterUs = 3_000_000;

    private static readonly TimeSpan InterruptedFor = TimeSpan.FromSeconds(4);

    // A session younger than its window is shown wider, in steps: a picture that is mostly empty says little.
    private static readonly long[] YoungWindows = [15_000_000, 30_000_000, 60_000_000, 120_000_000, 300_000_000, 600_000_000, 900_000_000, 1_800_000_000];

    private CancellationTokenSource? _leave;
    private LivePicture _live;
    private LineSeries _liveLines = new();
    private int _backfilled = -1;
    private bool _backfilling;
    private long _backfilledUs;
    private long? _gapUs;
    private long _axisDrawnUs;
    private long _spreadDrawnUs;
    private int _drawnVersion = -1;

    /// <summary>Keeps the picture as it is; the session goes on.</summary>
    public void Pause()
    {
        if (Mode == PageMode.Live)
        {
            (_axis, _shown, _detail) = (_live.Axis, null, _live.Snapshots.Newest);
            Mode = PageMode.Paused;
            Clock.Load(FirstUs ?? _live.NewestUs, _live.NewestUs);
            Chart.Invalidate(ChartParts.Time | ChartParts.Lines | ChartParts.Shapes);
            Changed?.Invoke();
            _ = Chart.FlushAsync();
        }
    }

    /// <summary>Back to the newest data.</summary>
    public Task FollowAsync()
    {
        if (Mode != PageMode.Paused)
        {
            return Task.CompletedTask;
        }

        Mode = PageMode.Live;
        Clock.Pause();
        _live.SetView(View.Bottom, View.Top, RowCount(), WindowUs);
        ShowNewest();
        Chart.Invalidate(ChartParts.All);
        Changed?.Invoke();
        return Task.WhenAll(Chart.FlushAsync(), BackfillAsync());
    }

    private async Task RunLiveAsync(string id)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_closing.Token);
        (_leave, _backfilled, Mode) = (leaving, -1, PageMode.Live);
        Chart.Invalidate(ChartParts.All);
        Changed?.Invoke();
        var priming = PrimeAsync();
        try
        {
            await _feed.RunAsync(id, Handle, () => Changed?.Invoke(), CheckAsync, leaving.Token);
        }
        catch (OperationCanceledException) when (!_closing.IsCancellationRequested)
        {
            // Interrupted, and it stays so: what there is of it is a recording.
        }
        finally
        {
            _leave = null;
        }

        await priming;
    }

    // A connection may fail because the session is gone or the token is no longer good: then trying again is no use.
    private async Task CheckAsync()
    {
        try
        {
            Session = await _api.GetSessionAsync(Session!.Id, _closing.Token);
        }
        catch (ApiException fault) when (!fault.Problem.IsUnauthorized && !fault.Problem.IsNotFound)
        {
            // The server may be on its way back.
        }
    }

    // An interrupted session often goes on at once, when the server was only restarted. If it does not, leave.
    private async Task LeaveInterruptedAsync()
    {
        var mine = _leave;
        await Task.Delay(InterruptedFor, _time, _closing.Token);
        if (mine is not null && mine == _leave && Session?.State == SessionState.Interrupted)
        {
            await mine.CancelAsync();
        }
    }

    // Returns when an interrupted session runs again, or is over.
    private async Task ReturnedAsync(string id)
    {
        while (Session?.State == SessionState.Interrupted)
        {
            await Task.Delay(InterruptedFor, _time, _closing.Token);
            try
            {
                var now = await _api.GetSessionAsync(id, _closing.Token);
                if (now.State != SessionState.Interrupted)
                {
                    Session = now;
                }
            }
            catch (ApiException fault) when (!fault.Problem.IsNotFound)
            {
                // The server may be on its way back.
            }
        }
    }

    // What was recorded before the page was opened, so that the picture does not start empty.
    private async Task PrimeAsync()
    {
        try
        {
            _mappings = await _api.GetMappingsAsync(Session!.Id, Target, null, _closing.Token);
            _live.SetMappings(_mappings);
            await LoadPastAsync();
            if (Session.LastUs is { } last)
            {
                var from = Math.Max(Session.FirstUs ?? last, last - WindowUs);
                _live.AddAreas(await _loader.LoadAreasAsync(from, last, _closing.Token));
                _liveLines.Load((await _api.GetWorkingSetAsync(Session.Id, Target, from, last, _closing.Token, LinePoints)).Series);
                _live.Advance(last);
                ShowNewest();
                await RedrawLiveAsync(null);
            }

            if (_asked is { } wanted)
            {
                _asked = null;
                await ApplyAsync(wanted);
            }
        }
        catch (ApiException fault) when (!fault.Problem.IsUnauthorized)
        {
            // The past is missing, then; what comes from now on is shown all the same.
            Console.WriteLine($"The session's recent history could not be loaded: {fault.Problem.Message}");
        }
    }

    private void Handle(WatchEvent item)
    {
        switch (item.Kind)
        {
            case WatchEventKind.Session when item.Session is { } session:
                Session = session;
                if (session.State == SessionState.Interrupted)
                {
                    _ = LeaveInterruptedAsync();
                }

                Changed?.Invoke();
                break;
            case WatchEventKind.Mappings when item.Mappings is { } set && set.Target == Target:
                _mappings = set.Mappings;
                _live.SetMappings(_mappings);
                Chart.Invalidate(ChartParts.Addresses);
                break;
            case WatchEventKind.Snapshot when item.Snapshot is { } snapshot && snapshot.Target == Target:
                Take(snapshot);
                break;
            case WatchEventKind.Lost:
                LostHere += item.Lost;
                break;
        }
    }

    // Drawing is not waited for: it takes what is newest whenever it is done with what was, so that a browser that
    // draws slowly still gets every snapshot it can hold.
    private void Take(Snapshot snapshot)
    {
        var previous = _live.Snapshots.Newest;
        if (previous is not null && snapshot.Seq > previous.Seq + 1)
        {
            _gapUs = snapshot.EndUs;
        }

        if (_gapUs is { } gap && snapshot.EndUs - Math.Max(gap, _backfilledUs) > BackfillAfterUs)
        {
            (_gapUs, _backfilled) = (null, -1);
        }

        var from = _live.Add(snapshot);
        _liveLines.Add(LineSeries.Of(snapshot), Math.Max(10 * 60_000_000L, WindowUs));
        if (Mode != PageMode.Live)
        {
            return;
        }

        ShowNewest();
        Figures = SessionFigures.Of(Recent(2_000_000));
        Chart.Newest(snapshot.EndUs);
        Changed?.Invoke();
        _ = RedrawLiveAsync(from);
    }

    private async Task RedrawLiveAsync(long? from)
    {
        var newAxis = _drawnVersion != _live.Version;
        _drawnVersion = _live.Version;
        Chart.Invalidate(ChartParts.Cells | ChartParts.Slide | (newAxis ? ChartParts.Addresses : ChartParts.None), newAxis ? null : from);
        if (newAxis || from is null || View.ToUs - _axisDrawnUs >= AxisEveryUs)
        {
            _axisDrawnUs = (long)View.ToUs;
            Chart.Invalidate(ChartParts.Time | ChartParts.Lines);
        }

        if (newAxis || from is null || View.ToUs - _spreadDrawnUs >= SpreadEveryUs)
        {
            _spreadDrawnUs = (long)View.ToUs;
            var spread = _liveLines.Spread(View.FromUs, View.ToUs);
            (_liveLines.Percentiles, _liveLines.Mean) = (spread.Percentiles, spread.Mean);
            Chart.Invalidate(ChartParts.Shapes);
        }

        _ = BackfillAsync();
        _ = RefreshOverviewAsync();
        await Chart.FlushAsync();
    }

    private IReadOnlyList<Snapshot> Recent(long us)
    {
        var all = _live.Snapshots.All;
        var first = all.Count - 1;
        while (first > 0 && all[^1].EndUs - all[first].EndUs < us)
        {
            first--;
        }

        return [.. all.Skip(first)];
    }

    private void ShowNewest()
    {
        var to = _live.NewestUs;
        var first = FirstUs ?? to;
        var width = Math.Min(WindowUs, YoungWindows.FirstOrDefault(w => w >= to - first, WindowUs));
        View = new ViewRange(to - width, to, _live.Rows.Bottom, _live.Rows.Top);
    }

    // Asks the server for what this page has not seen itself: once for every shape of the picture, and after a loss.
    private async Task BackfillAsync()
    {
        if (_backfilling || !_live.HasData || _backfilled == _live.Version || Mode != PageMode.Live)
        {
            return;
        }

        _backfilling = true;
        try
        {
            var version = _backfilled = _live.Version;
            _backfilledUs = _live.NewestUs;
            var columns = (int)(_live.Newest - _live.Oldest + 1);
            var from = (long)(_live.Oldest * _live.ColumnUs);
            var grid = await _loader.LoadAsync(_live.Rows, from, _live.ColumnUs, columns, _closing.Token);
            if (_live.SetBackfill(grid, version))
            {
                Chart.Invalidate(ChartParts.Cells);
                await Chart.FlushAsync();
            }

            _liveLines.Load((await _api.GetWorkingSetAsync(Session!.Id, Target, from, grid.ToUs, _closing.Token, LinePoints)).Series);
            Chart.Invalidate(ChartParts.Lines);
        }
        catch (ApiException fault)
        {
            Console.WriteLine($"The session's recent history could not be loaded: {fault.Problem.Message}");
        }
        finally
        {
            _backfilling = false;
        }
    }
}
