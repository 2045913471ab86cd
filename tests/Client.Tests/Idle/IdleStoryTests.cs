using Damon.Client.Idle;
using Damon.Client.Sessions;
using Damon.Client.Tests.Pictures;
using Damon.Client.Tests.Views;
using Damon.Client.Views;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Watching;
using Damon.Model.Idle;
using Damon.Model.Monitoring;

using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Idle;

public sealed class IdleStoryTests : ViewTest
{
    // The views' recording is from 1 to 11 s.
    private static readonly IdlePoint[] Recorded = [Point(4, 1, (0, 10), (12, 20)), Point(8, 1, (0, 12), (12, 18))];

    private static readonly IdleMapping Heap4 = Mapping(0, 64, "[heap]", MappingKind.Heap, (0, 10), (12, 54));

    private readonly SessionConductor _conductor;

    public IdleStoryTests()
    {
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, Recorded));
        AnswerLooks();
        _conductor = new SessionConductor(Server.Client, Watch, Time);
        _conductor.Page.Chart.Attach(Surface);
    }

    private IdleStory Story => _conductor.Idle;

    private string[] Calls => [.. Server.Asked.ToArray().Where(call => call.Contains("/idle", StringComparison.Ordinal) || call.Contains("/needed", StringComparison.Ordinal) || call.Contains("/limits", StringComparison.Ordinal))];

    public override void Dispose()
    {
        _conductor.Dispose();
        base.Dispose();
    }

    [Fact]
    public async Task Replay_AtTheEnd_ShowsTheLastLookAllOfOneMoment()
    {
        await OpenRecordingAsync();

        Assert.Equal(8_000_000, Story.Moment!.Needed.Us);
        Assert.Equal(Recorded[1].Bytes, Story.Moment.Idle.Bytes);
        Assert.Equal([4_000_000L, 8_000_000], Story.Series.All.Select(point => point.Us));
        Assert.Equal("[heap]", Assert.Single(Story.OwnMappings).Name);
        Assert.Null(Story.Limit);
        Assert.DoesNotContain(Calls, call => call.Contains("/limits", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_HeadMoved_ShowsTheLookOfThatTimeAndAsksOnlyForAnother()
    {
        await OpenRecordingAsync();
        var view = (RecordingView)_conductor.View;

        await EndAsync(view.SeekAsync(5_000_000));
        await EventuallyAsync(() => Assert.Equal(4_000_000, Story.Moment?.Us));
        var asked = Calls.Length;
        await EndAsync(view.SeekAsync(6_000_000));
        await PassAsync();
        Assert.Equal(asked, Calls.Length);

        await EndAsync(view.SeekAsync(2_000_000));
        await EventuallyAsync(() => Assert.Null(Story.Moment));
        Assert.Equal(IdleState.Before, Story.State);
        Assert.Equal(4_000_000, Story.FirstLookUs);
        Assert.Equal(asked, Calls.Length);
    }

    [Fact]
    public async Task Replay_WithoutLooks_SaysThatNothingWasRecorded()
    {
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, []));
        Server.Answer("GET", "sessions/s", Stopped);

        await _conductor.OpenAsync("s", new ViewSettings());

        await EventuallyAsync(() => Assert.Equal(IdleState.Absent, Story.State));
        Assert.Single(Calls);
    }

    [Fact]
    public async Task Replay_OfThePlanWithoutPages_AsksForNothing()
    {
        Server.Answer("GET", "sessions/s", Stopped with { Attributes = new AttributesMessage { Plan = SamplingPlan.Kernel } });

        await _conductor.OpenAsync("s", new ViewSettings());
        await PassAsync();

        Assert.Equal(IdleState.NotFollowed, Story.State);
        Assert.Empty(Calls);
    }

    [Fact]
    public async Task Replay_SeriesFails_IsAskedForAgain()
    {
        Server.Unreachable("GET", "sessions/s/idle/series");
        Server.Answer("GET", "sessions/s", Stopped);
        await _conductor.OpenAsync("s", new ViewSettings());
        await EventuallyAsync(() => Assert.NotEmpty(Calls));
        Assert.Equal(IdleState.Loading, Story.State);

        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, Recorded));
        await EventuallyAsync(() =>
        {
            _conductor.Page.Tell();
            Assert.Equal(8_000_000, Story.Moment?.Us);
        });
    }

    [Fact]
    public async Task Live_Told_IsShownAtOnceAndAddedToWhatWasRecorded()
    {
        Server.Answer("GET", "sessions/s/limits", new LimitsAnswer([new MemoryLimit(0, null, "/a", 2, 100, 50)]));
        var feed = await OpenLiveAsync(Running with { Targets = [Running.Targets[0]] });

        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(0, 12, 30) });
        await EventuallyAsync(() => Assert.Equal(12_000_000, Story.Moment?.Us));

        Assert.Equal(30 * 4_096, Story.Moment!.Idle.Bytes[0]);
        Assert.Equal(30 * 4_096, Story.Moment.Needed.Bytes[0]);
        Assert.Null(Story.Moment.Needed.Bytes[3]);
        Assert.Equal("[heap]", Assert.Single(Story.OwnMappings).Name);
        await EventuallyAsync(() => Assert.Equal([4_000_000L, 8_000_000, 12_000_000], Story.Series.All.Select(point => point.Us)));
        await EventuallyAsync(() => Assert.Equal("/a", Story.Limit?.Cgroup));
        Assert.DoesNotContain(Calls, call => call.Contains("/needed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Live_Nothing_WaitsForTheFirstLook()
    {
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, []));
        await OpenLiveAsync(Running);

        await EventuallyAsync(() => Assert.Equal(IdleState.Waiting, Story.State));
        Assert.Equal(11_000_000, Story.FirstLookUs);
    }

    [Fact]
    public async Task Live_SeveralTargets_AreToldTogetherOnceAllHaveCome()
    {
        var feed = await OpenLiveAsync(Running);
        Assert.True(Story.IsTogether);
        await EventuallyAsync(() => Assert.Equal(8_000_000, Story.Moment?.Us));
        AnswerLooks(Point(12, 0, (0, 99)));

        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(0, 12, 30) });
        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(1, 12, 40) });

        await EventuallyAsync(() => Assert.Equal(99 * MiB, Story.Moment!.Idle.Bytes[0]));
        Assert.All(Calls, call => Assert.DoesNotContain("target=", call, StringComparison.Ordinal));

        Story.SetTogether(false);
        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(1, 22, 40) });
        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(0, 22, 31) });
        await EventuallyAsync(() => Assert.Equal(31 * 4_096, Story.Moment?.Idle.Bytes[0]));
        Assert.Contains(Calls, call => call.Contains("/idle/series?target=0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Paused_KeepsItsLookWhileOthersCome()
    {
        var feed = await OpenLiveAsync(Running with { Targets = [Running.Targets[0]] });
        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(0, 12, 30) });
        feed(Event(Snapshots.At(125, Snapshots.Region(0, 64, 3))));
        await EventuallyAsync(() => Assert.Equal((12_000_000, 125L), (Story.Moment?.Us, _conductor.Target.Recent.Newest?.Seq)));

        _conductor.Pause();
        feed(new WatchEvent { Kind = WatchEventKind.Idle, Idle = Told(0, 22, 40) });
        await EventuallyAsync(() => Assert.Equal(22_000_000, Story.Series.All[^1].Us));
        Assert.Equal(12_000_000, Story.Moment!.Us);

        await _conductor.FollowAsync();
        await EventuallyAsync(() => Assert.Equal(22_000_000, Story.Moment?.Us));
    }

    [Fact]
    public async Task Highlight_AnAge_IsDrawnUntilItIsPressedAgain()
    {
        await OpenRecordingAsync();

        await EndAsync(Story.HighlightAsync(AgeClasses.Oldest));
        Assert.Contains(AgeClasses.Oldest.Colour, Shapes(), StringComparison.Ordinal);
        await EndAsync(Story.HighlightAsync(AgeClasses.Oldest));

        Assert.Null(Story.Highlight);
        Assert.DoesNotContain(AgeClasses.Oldest.Colour, Shapes(), StringComparison.Ordinal);
    }

    private static IdleMessage Told(int target, long seconds, int pages)
    {
        var counts = new int[IdleScale.Counts];
        counts[0] = pages;
        return new IdleMessage { Target = target, AtUs = seconds * 1_000_000, WatchedUs = (seconds - 1) * 1_000_000, ResolutionUs = 1_000_000, Pieces = [new IdlePiece(0, 64 * 4_096, 1, 64, counts, 0)] };
    }

    // What is asked for of a time, as the server would answer it.
    private void AnswerLooks(params IdlePoint[] later)
    {
        IdlePoint[] all = [.. Recorded, .. later];
        Server.AnswerWith("GET", "sessions/s/idle", request =>
        {
            var at = System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["at"];
            var look = all.Last(point => at is null || point.Us <= long.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
            return Task.FromResult(Api.FakeServer.Json(Answer(look, (look.Us / 1_000_000) - 1, Heap4)));
        });
        Server.AnswerWith("GET", "sessions/s/needed", request =>
        {
            var from = long.Parse(System.Web.HttpUtility.ParseQueryString(request.RequestUri!.Query)["from"]!, System.Globalization.CultureInfo.InvariantCulture);
            return Task.FromResult(Api.FakeServer.Json(new NeededResource(IdleScale.WindowsS, [.. all.Where(point => point.Us == from).Select(point => Needed(point, 5))])));
        });
    }

    private string Shapes() => System.Text.Json.JsonSerializer.Serialize(Surface.Drawings.Last(drawing => drawing.Layout.ContainsKey("shapes")).Layout["shapes"]);

    private async Task OpenRecordingAsync()
    {
        Server.Answer("GET", "sessions/s", Stopped with { Targets = [Stopped.Targets[0]] });
        await _conductor.OpenAsync("s", new ViewSettings());
        await EventuallyAsync(() => Assert.Equal(8_000_000, Story.Moment?.Us));
    }

    private async Task<Action<WatchEvent>> OpenLiveAsync(SessionResource session)
    {
        Server.Answer("GET", "sessions/s", session);
        _ = _conductor.OpenAsync("s", new ViewSettings());
        var connection = await Watch.ConnectionAsync();
        connection.Writer.TryWrite(Event(Snapshots.At(109, Snapshots.Region(0, 64, 3))));
        await EventuallyAsync(() => Assert.NotNull(_conductor.View.Source));
        return item => connection.Writer.TryWrite(item);
    }

    private async Task PassAsync()
    {
        for (var i = 0; i < 20; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
