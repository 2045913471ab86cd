using Bunit;
using Damon.Client.Idle;
using Damon.Client.Pages;
using Damon.Client.Sessions.Idle;
using Damon.Client.Tests.Idle;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Groups;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Watching;
using Damon.Model.Groups;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

using static Damon.Client.Tests.Idle.Looks;

namespace Damon.Client.Tests.Pages;

/// <summary>The first answer of a session's page, and the pictures of idle memory below.</summary>
public sealed class IdleHeadlineTests : RunningSessionTest
{
    // Of a clock that is in UTC: 00:16:40 and ten seconds later.
    private const long FirstS = 1_000;

    public IdleHeadlineTests()
    {
        Server.Answer("GET", "sessions/s", Started);
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, []));
        Server.Answer("GET", "sessions/s/limits", new LimitsAnswer([]));
    }

    private static SessionResource Started { get; } = Running with { FirstUs = FirstS * 1_000_000, LastUs = (FirstS + 30) * 1_000_000 };

    [Fact]
    public async Task Loading_SaysThatNothingIsKnownYet()
    {
        Server.Answer("GET", "sessions/s", Started with { State = SessionState.Stopped });
        Server.Hang("GET", "sessions/s/idle/series");
        var page = Open();

        await EventuallyAsync(() => Assert.Equal("not known yet", Text(page, "needs")));
        Assert.Equal("loading", Text(page, "needs-note"));
        Assert.Contains("Loading", Text(page, "idle-empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_NoLookYet_SaysWhenTheFirstIsThere()
    {
        var page = await OpenLiveAsync();

        await EventuallyAsync(() => Assert.Equal("first figures at about 00:16:50", Text(page, "needs-note")));
        Assert.Equal("not known yet", Text(page, "cold"));
        Assert.Contains("00:16:50", Text(page, "idle-empty"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll("[data-testid=idle-headline] dd"), figure => figure.TextContent.Trim() == "0 B");
    }

    [Fact]
    public async Task Live_TooYoung_SaysWhatIsKnownSoFarAndWhenTheFigureIsThere()
    {
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 25, 25, unknown: 0));

        await EventuallyAsync(() => Assert.Equal("known at about 00:17:40; so far 10 MiB used in 25 s", Text(page, "needs-note")));
        Assert.Equal("not known yet", Text(page, "needs"));
        Assert.Equal("known at about 00:26:40; 30 MiB untouched since 00:16:40", Text(page, "cold-note"));

        page.Find("[data-testid=need-window]").Change("10");
        await EventuallyAsync(() => Assert.Equal("10 MiB", Text(page, "needs")));
        Assert.Equal("used since 00:16:55", Text(page, "needs-note"));
    }

    [Fact]
    public async Task Live_Known_IsOfOneLookWithItsLimit()
    {
        Server.Answer("GET", "sessions/s/limits", new LimitsAnswer([new MemoryLimit(0, null, "/a.service", 2, 100 * MiB, 60 * MiB)]));
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 700, 700, unknown: 2));

        await EventuallyAsync(() => Assert.Equal("10 MiB", Text(page, "needs")));
        Assert.Equal(("42 MiB", "resident, 2 MiB of it unknown"), (Text(page, "holds"), Text(page, "holds-note")));
        Assert.Equal(("30 MiB", "cold since 00:18:20"), (Text(page, "cold"), Text(page, "cold-note")));
        Assert.Equal("00:28:20", Text(page, "idle-at"));
        await EventuallyAsync(() => Assert.Equal(("100 MiB", "60 MiB charged, 40 MiB left"), (Text(page, "limit"), Text(page, "limit-note"))));
    }

    [Fact]
    public async Task Live_LimitsNotTold_AreLeftOut()
    {
        Server.Problem("GET", "sessions/s/limits", System.Net.HttpStatusCode.Conflict, "The session does not run.");
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 700, 700, unknown: 0));

        await EventuallyAsync(() => Assert.Equal("10 MiB", Text(page, "needs")));
        Assert.Equal("resident, nothing of it unknown", Text(page, "holds-note"));
        Assert.Empty(page.FindAll("[data-testid=limit]"));
    }

    [Fact]
    public async Task Replay_ShowsTheLookOfItsMoment()
    {
        var look = Point(FirstS + 20, 2, (0, 10), (12, 30));
        Server.Answer("GET", "sessions/s", Started with { State = SessionState.Stopped, SnapshotCount = 300 });
        Server.Answer("GET", "sessions/s/opening", new OpeningResource { Areas = [new AreaResource(0, 64 * 4096)], WorkingSet = new WorkingSetResource([], 0, []) });
        Server.Answer("GET", "sessions/s/workingset", new WorkingSetResource([], 0, []));
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, [look]));
        Server.Answer("GET", "sessions/s/idle", Answer(look, 20, Mapping(0, 64, "[heap]", MappingKind.Heap, (0, 10), (12, 54))));
        Server.Answer("GET", "sessions/s/needed", new NeededResource(IdleScale.WindowsS, [Needed(look, 20)]));
        var page = Open();

        await EventuallyAsync(() => Assert.Equal("42 MiB", Text(page, "holds")));
        Assert.Equal("watched for only 20 s by then; so far 10 MiB used in 20 s", Text(page, "needs-note"));
        Assert.Empty(page.FindAll("[data-testid=limit]"));
        Assert.Equal("heap", page.Find("[data-testid=age-bars] th").TextContent);
        Assert.Contains("not since the start", page.Find("[data-testid=idle-table]").TextContent, StringComparison.Ordinal);
        Assert.Equal("2 MiB", Text(page, "age-unknown"));
    }

    [Fact]
    public async Task Absent_SaysWhy()
    {
        Server.Answer("GET", "sessions/s", Started with { Attributes = new AttributesMessage { Plan = SamplingPlan.Kernel } });
        var page = await OpenLiveAsync();

        await EventuallyAsync(() => Assert.Contains("follows no single pages", Text(page, "idle-absent"), StringComparison.Ordinal));
        Assert.Contains("follows no single pages", Text(page, "idle-empty"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Group_IsToldTogetherUnlessOneIsWanted()
    {
        var look = Point(FirstS + 700, 0, (0, 70), (12, 30));
        var group = Started with
        {
            Targets = [new TargetResource { Pid = 42, Name = "demo", Group = 0 }, new TargetResource { Index = 1, Pid = 43, Name = "demo", Group = 0 }],
            Groups = [new SessionGroupResource { Kind = GroupKind.Unit, Name = "demo.service", Processes = 2 }],
        };
        Server.Answer("GET", "sessions/s", group);
        Server.Answer("GET", "sessions/s/idle/series", new IdleSeriesAnswer(IdleScale.EdgesS, [look]));
        Server.Answer("GET", "sessions/s/idle", Answer(look, 700));
        Server.Answer("GET", "sessions/s/needed", new NeededResource(IdleScale.WindowsS, [Needed(look, 700)]));
        var page = await OpenLiveAsync();
        await TellAsync(group);

        await EventuallyAsync(() => Assert.StartsWith("70 MiB\u00a0± ", Text(page, "needs"), StringComparison.Ordinal));
        Assert.Equal("demo.service (2 processes)", page.Find("[data-testid=idle-scope] option[value=all]").TextContent);

        page.Find("[data-testid=idle-scope]").Change("one");
        await TellAsync(Told(FirstS + 710, 710, unknown: 0));
        await EventuallyAsync(() => Assert.Equal("10 MiB", Text(page, "needs")));
    }

    [Fact]
    public async Task Age_Pressed_IsShownUntilEsc()
    {
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 700, 700, unknown: 0));
        await EventuallyAsync(() => page.Find("[data-testid=age-7]"));

        await page.Find("[data-testid=age-7]").ClickAsync(new());
        await EventuallyAsync(() => Assert.Contains("30 MiB", Text(page, "age-shown"), StringComparison.Ordinal));
        Assert.Equal("true", page.Find("[data-testid=age-7]").GetAttribute("aria-pressed"));
        await page.InvokeAsync(() => page.FindComponent<Damon.Client.Charts.HeatmapChart>().Instance.OnKey("escape"));

        await EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=age-shown]")));
    }

    [Fact]
    public async Task WhatIf_TypedOrDragged_SaysWhatWouldHaveBeenLeftOut()
    {
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 700, 700, unknown: 0));
        await EventuallyAsync(() => page.Find("[data-testid=what-if]"));

        page.Find("[data-testid=what-if]").Change("30 MB");
        await EventuallyAsync(() => Assert.Contains("With 30 MiB, 10 MiB would have been left out", Text(page, "what-if-sentence"), StringComparison.Ordinal));
        Assert.Equal("30 MiB", page.Find("[data-testid=what-if-handle]").GetAttribute("aria-valuetext"));

        page.Find("[data-testid=what-if]").Change("a lot");
        Assert.Contains("such as 256 MiB", page.Find("#what-if-fault").TextContent, StringComparison.Ordinal);

        var panel = page.FindComponent<IdlePanel>().Instance;
        await page.InvokeAsync(() => panel.OnLimit(0.25, true));
        await EventuallyAsync(() => Assert.Contains("With 10.3 MiB", Text(page, "what-if-sentence"), StringComparison.Ordinal));
        await page.InvokeAsync(() => panel.OnLimit(1, true));
        await EventuallyAsync(() => Assert.StartsWith("Drag", Text(page, "what-if-sentence"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pointer_OverAPicture_TellsFiguresWithClockTimes()
    {
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 700, 700, unknown: 2));
        await EventuallyAsync(() => page.Find("[data-testid=age-7]"));
        var panel = page.FindComponent<IdlePanel>().Instance;

        await page.InvokeAsync(() => panel.OnPointer("strata", 0.5, 0.1, "0"));
        var tip = page.Find("[data-testid=idle-tip]").TextContent;
        Assert.Contains("00:28:20: 42 MiB resident, 2 MiB unknown", tip, StringComparison.Ordinal);
        Assert.Contains("last used 00:28:10 to 00:28:20", tip, StringComparison.Ordinal);

        await page.InvokeAsync(() => panel.OnPointer("curve", CurveShareOfAMinute, 0.1, ""));
        Assert.Contains("10 MiB used in 1 min, since 00:27:20", page.Find("[data-testid=idle-tip]").TextContent, StringComparison.Ordinal);
        await page.InvokeAsync(() => panel.OnPointer("", 0, 0, ""));
        Assert.Empty(page.FindAll("[data-testid=idle-tip]"));
    }

    [Fact]
    public async Task Pointer_RestingWhileANewLookComes_TellsOfThatOne()
    {
        var page = await OpenLiveAsync();
        await TellAsync(Told(FirstS + 700, 700, unknown: 2));
        await EventuallyAsync(() => page.Find("[data-testid=age-7]"));
        var panel = page.FindComponent<IdlePanel>().Instance;
        await page.InvokeAsync(() => panel.OnPointer("curve", CurveShareOfAMinute, 0.1, ""));

        await TellAsync(Told(FirstS + 710, 710, unknown: 2));

        await EventuallyAsync(() => Assert.Contains("since 00:27:30", page.Find("[data-testid=idle-tip]").TextContent, StringComparison.Ordinal));
        await page.InvokeAsync(() => panel.OnPointer("strata", 1, 0.1, ""));
        await TellAsync(Told(FirstS + 720, 720, unknown: 3));
        await EventuallyAsync(() => Assert.Contains("00:28:40: 43 MiB resident, 3 MiB unknown", page.Find("[data-testid=idle-tip]").TextContent, StringComparison.Ordinal));
    }

    private static double CurveShareOfAMinute => Damon.Client.Idle.Pictures.CurveShape.Marks.First(mark => mark.Text == "1 min").Share;

    private static string Text(IRenderedComponent<SessionPage> page, string part) => page.Find($"[data-testid={part}]").TextContent.Trim();

    // 10 MiB in use, 30 MiB not since the start, all of it followed.
    private static IdleMessage Told(long seconds, long watchedS, int unknown)
    {
        var counts = new int[IdleScale.Counts];
        (counts[0], counts[^1]) = (10 * 256, 30 * 256);
        return new IdleMessage
        {
            AtUs = seconds * 1_000_000,
            WatchedUs = watchedS * 1_000_000,
            ResolutionUs = 1_000_000,
            Pieces = [new IdlePiece(0, 64 * 4_096, 1, 20_000, counts, unknown * 256)],
        };
    }

    private Task<IRenderedComponent<SessionPage>> OpenLiveAsync() => OpenLiveAsync(Snapshots.At((FirstS * 10) + 20, Snapshots.Region(0, 64, 3)));

    private async Task TellAsync(IdleMessage told) => (await FeedAsync()).TryWrite(new WatchEvent { Kind = WatchEventKind.Idle, Idle = told });
}
