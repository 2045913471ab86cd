using Damon.Client.Advising;
using Damon.Client.Api;
using Damon.Client.Changes;
using Damon.Client.Charts;
using Damon.Client.Idle;
using Damon.Client.Live;
using Damon.Client.Times;
using Damon.Client.Views;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;

namespace Damon.Client.Sessions;

/// <summary>
/// Decides which view of which target of a session is shown: live while it runs, recorded while it is looked at standing
/// still and when it is over. Another target, and another look at a recording, is another view.
/// </summary>
public sealed class SessionConductor : IDisposable
{
    private readonly SessionWatch _watch;
    private LiveView _live;
    private ViewSettings? _asked;

    /// <summary>Nothing is shown yet.</summary>
    /// <param name="api">The server's calls.</param>
    /// <param name="watch">Opens connections to a running session's events.</param>
    /// <param name="time">The clock.</param>
    public SessionConductor(ApiClient api, IWatchClient watch, TimeProvider time)
    {
        Page = new SessionContext(api, time, () => SessionChart.Of(View!, Target!, Idle));
        _watch = new SessionWatch(Page, watch);
        Target = new TargetContext(Page, 0);
        View = _live = new LiveView(Target);
        Idle = new IdleStory(Page, () => Target, () => View);
        Changes = new ChangeStory(Page, () => Target);
        Advice = new AdviceStory(Page, () => View, Idle);
    }

    /// <summary>What all views share.</summary>
    public SessionContext Page { get; }

    /// <summary>The target shown.</summary>
    public TargetContext Target { get; private set; }

    /// <summary>The view shown.</summary>
    public ISessionView View { get; private set; }

    /// <summary>How long memory has not been accessed.</summary>
    public IdleStory Idle { get; }

    /// <summary>What has changed.</summary>
    public ChangeStory Changes { get; }

    /// <summary>What that suggests.</summary>
    public AdviceStory Advice { get; }

    /// <summary>What the page shows.</summary>
    public PageMode Mode { get; private set; }

    /// <summary>Whether a running session's events arrive.</summary>
    public ConnectionState Connection => _watch.State;

    /// <summary>Snapshots that did not reach this page because it was too slow; the recording has them.</summary>
    public long LostHere { get; private set; }

    private SessionResource? Session => Page.Session;

    private bool IsRecorded => Mode is PageMode.Replay or PageMode.Paused;

    /// <summary>Loads the session and shows it, live or recorded. Returns when the session is over or the page closes.</summary>
    /// <param name="id">The session.</param>
    /// <param name="settings">What the page's address asks for.</param>
    public async Task OpenAsync(string id, ViewSettings settings)
    {
        Page.Settings = _asked = settings;
        try
        {
            Page.Session = await Page.Api.GetSessionAsync(id, Page.Closing);
            Page.AxisTime = TimeMapping.For(Page.Time.LocalTimeZone, Session!.StartedAt);
            Take(Math.Clamp(settings.Target, 0, Math.Max(0, Session.Targets.Count - 1)));
            while (true)
            {
                if (Session.State.IsActive())
                {
                    await RunLiveAsync();
                    Page.Session = await Page.Api.GetSessionAsync(id, Page.Closing);
                }

                // Who looks at a part of it goes on doing so when the session ends.
                _asked = Mode == PageMode.Paused ? Settings() : _asked;
                await OpenReplayAsync();
                if (Session.State != SessionState.Interrupted)
                {
                    return;
                }

                await _watch.ReturnedAsync();
            }
        }
        catch (ApiException fault)
        {
            Mode = PageMode.Failed;
            Page.Report(fault.Problem);
        }
        catch (OperationCanceledException) when (Page.Closing.IsCancellationRequested)
        {
            // The page is gone.
        }
    }

    /// <summary>Shows another target of the session.</summary>
    public async Task SetTargetAsync(int target)
    {
        if (target == Target.Index || Session is null || target < 0 || target >= Session.Targets.Count)
        {
            return;
        }

        _asked = null;
        Take(target);
        Page.Chart.Invalidate(ChartParts.All);
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
            Page.Problem = fault.Problem;
        }

        Page.Tell();
    }

    /// <summary>Keeps the picture as it is; the session goes on.</summary>
    public void Pause()
    {
        if (Mode == PageMode.Live)
        {
            Target.Detail.Snapshot = Target.Recent.Newest;
            _live.Pause();
            Switch(new RecordingView(Target, _live), PageMode.Paused);
            Page.Chart.Invalidate(ChartParts.Time | ChartParts.Lines | ChartParts.Shapes);
            Page.Tell();
            _ = Page.Chart.FlushAsync();
        }
    }

    /// <summary>Back to the newest data.</summary>
    public Task FollowAsync()
    {
        if (Mode != PageMode.Paused)
        {
            return Task.CompletedTask;
        }

        var view = View.View;
        Page.Clock.Pause();
        Switch(_live, PageMode.Live);
        return _live.FollowAsync(view);
    }

    /// <summary>The view as the page's address keeps it.</summary>
    public ViewSettings Settings()
    {
        var (shown, all, axis) = (View.View, View.All, View.Axis);
        var time = Mode == PageMode.Paused || (Mode == PageMode.Replay && (shown.FromUs > all.FromUs || shown.ToUs < all.ToUs));
        var addresses = !shown.FullHeight;
        return Page.Settings with
        {
            Target = Target.Index,
            FromUs = time ? (long)shown.FromUs : null,
            ToUs = time ? (long)shown.ToUs : null,
            Low = addresses ? axis.NearestTo(shown.Bottom) : null,
            High = addresses ? axis.NearestTo(shown.Top) : null,
            AtUs = IsRecorded && !Page.Clock.AtEnd ? (long)Page.Clock.PositionUs : null,
            Selection = Target.Detail.Selection,
        };
    }

    /// <summary>Shows what an address of the page asks for: back, forward, or typed.</summary>
    public async Task ApplyAsync(ViewSettings settings)
    {
        Page.Settings = settings;
        Page.Chart.Invalidate(ChartParts.All);
        await SetTargetAsync(settings.Target);
        Target.Detail.Selection = settings.Selection;
        var view = ViewSpans.Wanted(settings, View.Axis, Mode == PageMode.Replay ? View.All : View.View with { Bottom = 0, Top = 1 });
        if (Mode == PageMode.Live && settings.FromUs is not null)
        {
            Pause();
        }
        else if (Mode == PageMode.Paused && settings.FromUs is null)
        {
            await FollowAsync();
        }

        if (Mode == PageMode.Live || IsRecorded)
        {
            await View.ApplyAsync(view, settings.AtUs);
            await View.RefreshDetailAsync();
        }

        Page.Tell();
    }

    /// <summary>Ends all that is under way.</summary>
    public void Dispose()
    {
        Advice.Dispose();
        Idle.Dispose();
        Changes.Dispose();
        View.Dispose();
        _live.Dispose();
        Page.Dispose();
    }

    private async Task RunLiveAsync()
    {
        Page.Clock.Pause();
        Switch(_live, PageMode.Live);
        _live.Restart();
        var priming = PrimeAsync();
        await _watch.RunAsync(Handle);
        await priming;
    }

    private void Handle(WatchEvent item)
    {
        if (item.Kind == WatchEventKind.Lost)
        {
            LostHere += item.Lost;
        }
        else if (item is { Kind: WatchEventKind.Idle, Idle: { } told })
        {
            Idle.Take(told);
        }

        _live.Take(item);
    }

    private async Task PrimeAsync()
    {
        var live = _live;
        await live.PrimeAsync();
        if (live == _live && _asked is { } wanted)
        {
            _asked = null;
            await ApplyAsync(wanted);
        }
    }

    private async Task OpenReplayAsync()
    {
        var recording = new RecordingView(Target);
        Switch(recording, PageMode.Replay);
        var asked = _asked;
        _asked = null;
        try
        {
            await recording.OpenAsync(asked);
        }
        catch (OperationCanceledException) when (!Page.Closing.IsCancellationRequested)
        {
            // Another target is shown.
        }
    }

    // Nothing of a target's view goes over to another's.
    private void Take(int target)
    {
        var before = _live;
        Target = new TargetContext(Page, target);
        _live = new LiveView(Target);
        Switch(_live, Mode);
        before.Dispose();
    }

    private void Switch(ISessionView next, PageMode mode)
    {
        var before = View;
        (View, Mode) = (next, mode);
        if (before != next && before != _live)
        {
            before.Dispose();
        }
    }
}
