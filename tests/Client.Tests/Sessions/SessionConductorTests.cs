using Damon.Client.Sessions;
using Damon.Client.Tests.Pictures;
using Damon.Client.Tests.Views;
using Damon.Client.Viewports;
using Damon.Client.Views;
using Damon.Contracts.Watching;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Sessions;

public sealed class SessionConductorTests : ViewTest
{
    private readonly SessionConductor _conductor;

    public SessionConductorTests()
    {
        _conductor = new SessionConductor(Server.Client, Watch, Time);
        _conductor.Page.Chart.Attach(Surface);
    }

    public override void Dispose()
    {
        _conductor.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Open_Recording_TakesThreeCallsToThePicture()
    {
        Server.Answer("GET", "sessions/s", Stopped);

        await _conductor.OpenAsync("s", new ViewSettings());
        for (var i = 0; i < 20; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        // How long memory has not been accessed, and what has changed, come after the picture.
        Assert.Equal(["sessions/s", "sessions/s/opening", "sessions/s/cells", "sessions/s/idle/series", "sessions/s/changes"], Server.Asked.Select(call => call.Split(' ', '?')[1]["/api/v1/".Length..]));
        Assert.Equal(PageMode.Replay, _conductor.Mode);
        Assert.NotNull(_conductor.View.Source);
        Assert.NotNull(_conductor.Target.Overview.Grid);
        Assert.NotNull(_conductor.Target.Detail.Snapshot);
        Assert.NotEmpty(_conductor.View.Lines.Points);
    }

    [Fact]
    public async Task Open_Unknown_Fails()
    {
        Server.Problem("GET", "sessions/s", System.Net.HttpStatusCode.NotFound, "There is no session s.");

        await _conductor.OpenAsync("s", new ViewSettings());

        Assert.Equal(PageMode.Failed, _conductor.Mode);
        Assert.True(_conductor.Page.Problem?.IsNotFound);
    }

    [Fact]
    public async Task Pause_AndFollow_ChangeTheViewAndKeepTheAddresses()
    {
        var (_, connection) = await OpenLiveAsync();
        var live = _conductor.View;

        _conductor.Pause();
        var paused = Assert.IsType<RecordingView>(_conductor.View);
        Assert.Equal(PageMode.Paused, _conductor.Mode);
        Assert.Equal(live.View, paused.View);
        Assert.Same(live.Lines, paused.Lines);
        Assert.Null(paused.Source);
        await EndAsync(paused.ShowAsync(paused.View with { Bottom = 0.5 }));
        Assert.NotNull(paused.Source);

        connection.Writer.TryWrite(Event(Snapshots.At(200, Snapshots.Region(0, 64, 3))));
        await EventuallyAsync(() => Assert.Equal(200, _conductor.Target.Recent.Newest?.Seq));
        Assert.Same(paused, _conductor.View);
        await _conductor.FollowAsync();

        Assert.Same(live, _conductor.View);
        Assert.Equal(PageMode.Live, _conductor.Mode);
        Assert.Equal(0.5, live.View.Bottom);
        Assert.Equal(20_100_000, live.View.ToUs);
    }

    [Fact]
    public async Task SetTarget_MakesAViewThatHasNothingOfTheOther()
    {
        await OpenLiveAsync();
        await _conductor.Target.Detail.SelectAsync(_conductor.View, _conductor.View.View);
        Assert.NotNull(_conductor.Target.Detail.Selection);
        var (target, view) = (_conductor.Target, _conductor.View);
        Server.Forget();

        await _conductor.SetTargetAsync(1);

        Assert.NotSame(target, _conductor.Target);
        Assert.NotSame(view, _conductor.View);
        Assert.Equal(1, _conductor.Target.Index);
        Assert.Null(_conductor.Target.Detail.Selection);
        Assert.Null(_conductor.Target.Recent.Newest);
        Assert.Contains(Server.Asked.ToArray(), call => call.Contains("/opening?target=1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SetTarget_OfARecording_OpensIt()
    {
        Server.Answer("GET", "sessions/s", Stopped);
        await _conductor.OpenAsync("s", new ViewSettings());

        await _conductor.SetTargetAsync(1);

        Assert.Equal(PageMode.Replay, _conductor.Mode);
        Assert.Contains(Server.Asked.ToArray(), call => call.Contains("/cells?target=1", StringComparison.Ordinal));
        await _conductor.SetTargetAsync(7);
        Assert.Equal(1, _conductor.Target.Index);
    }

    [Fact]
    public async Task Interrupted_AndNotBack_IsLeftForItsRecordingUntilItRunsAgain()
    {
        var (_, connection) = await OpenLiveAsync();
        var interrupted = Running with { State = SessionState.Interrupted };
        Server.Answer("GET", "sessions/s", interrupted);
        connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Session, Session = interrupted });

        await EventuallyAsync(() => Assert.Equal(PageMode.Replay, _conductor.Mode));
        Assert.IsType<RecordingView>(_conductor.View);

        Server.Answer("GET", "sessions/s", Running);
        await EventuallyAsync(() => Assert.Equal(PageMode.Live, _conductor.Mode));
        Assert.IsType<LiveView>(_conductor.View);
    }

    [Fact]
    public async Task Interrupted_AndBackAtOnce_StaysLive()
    {
        var (_, connection) = await OpenLiveAsync();
        connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Session, Session = Running with { State = SessionState.Interrupted } });
        await EventuallyAsync(() => Assert.Equal(SessionState.Interrupted, _conductor.Page.Session?.State), 0);
        connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Session, Session = Running });
        await EventuallyAsync(() => Assert.Equal(SessionState.Running, _conductor.Page.Session?.State), 0);

        for (var i = 0; i < 20; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Equal(PageMode.Live, _conductor.Mode);
    }

    [Fact]
    public async Task Ended_WhilePaused_GoesOnShowingThatPart()
    {
        var (opening, connection) = await OpenLiveAsync();
        _conductor.Pause();
        await EndAsync(_conductor.View.ShowAsync(new ViewRange(3_000_000, 5_000_000, 0, 1)));

        Server.Answer("GET", "sessions/s", Stopped);
        connection.Writer.Complete();
        await EndAsync(opening);

        Assert.Equal(PageMode.Replay, _conductor.Mode);
        Assert.Equal(new ViewRange(3_000_000, 5_000_000, 0, 1), _conductor.View.View);
    }

    [Fact]
    public async Task Lost_IsCounted()
    {
        var (_, connection) = await OpenLiveAsync();
        connection.Writer.TryWrite(new WatchEvent { Kind = WatchEventKind.Lost, Lost = 4 });

        await EventuallyAsync(() => Assert.Equal(4, _conductor.LostHere));
    }

    private async Task<(Task Opening, System.Threading.Channels.Channel<WatchEvent> Connection)> OpenLiveAsync()
    {
        var opening = _conductor.OpenAsync("s", new ViewSettings());
        var connection = await Watch.ConnectionAsync();
        connection.Writer.TryWrite(Event(Snapshots.At(110, Snapshots.Region(0, 10, 3), Snapshots.Region(10, 64, 0))));
        await EventuallyAsync(() => Assert.Equal(110, _conductor.Target.Recent.Newest?.Seq), 0);
        await EventuallyAsync(() => Assert.NotEmpty(_conductor.Target.Mappings), 0);
        return (opening, connection);
    }
}
