using System.Net;
using System.Threading.Channels;
using Bunit;
using Damon.Client.Charts;
using Damon.Client.Pages;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Watching;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Pages;

public sealed class SessionPageTests : RecordedSessionTest
{
    [Fact]
    public void Open_NotLoadedYet_SaysItLoads()
    {
        Server.Hang("GET", "sessions/s");

        Open().WaitForElement("[data-testid=session-loading]");
    }

    [Fact]
    public async Task Open_NoSuchSession_SaysSo()
    {
        Server.Problem("GET", "sessions/s", HttpStatusCode.NotFound, "There is no session s.");

        var page = Open();

        await EventuallyAsync(() => Assert.Contains("There is no such session", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_NoToken_SaysToOpenThePrintedAddress()
    {
        Server.Answer("GET", "sessions/s", null, HttpStatusCode.Unauthorized);

        var page = Open();

        await EventuallyAsync(() => Assert.Contains("printed", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_Running_IsLiveWithTheNewestFigures()
    {
        var page = await OpenLiveAsync();

        await EventuallyAsync(() => Assert.Equal("2", page.Find("[data-testid=region-count]").TextContent));
        Assert.Equal("live", page.Find("[data-testid=session-state]").TextContent);
        Assert.Equal("40 KiB", page.Find("[data-testid=working-set]").TextContent);
        Assert.NotNull(page.Find("[data-testid=stop-session]"));
        Assert.Empty(page.FindAll("[data-testid=replay-play]"));
    }

    [Fact]
    public async Task Pause_Live_SaysSoAndReturns()
    {
        var page = await OpenLiveAsync();

        await EventuallyAsync(() => page.Find("[data-testid=pause]"));
        page.Find("[data-testid=pause]").Click();
        await EventuallyAsync(() => Assert.Contains("paused", page.Find("[data-testid=session-state]").TextContent, StringComparison.Ordinal));

        page.Find("[data-testid=follow]").Click();
        await EventuallyAsync(() => Assert.Equal("live", page.Find("[data-testid=session-state]").TextContent));
    }

    [Fact]
    public async Task Live_ConnectionBreaks_SaysSo()
    {
        var page = Open();
        var feed = await FeedAsync();
        feed.Complete(new IOException("gone"));

        await EventuallyAsync(() => page.Find("[data-testid=disconnected]"));

        // One sign alone says what is shown, and it is not that it is live.
        Assert.Equal("disconnected, trying again", Assert.Single(page.FindAll(".badge")).TextContent);
    }

    [Fact]
    public async Task Live_TargetExecutesAnotherProgram_IsCalledAfterThat()
    {
        var page = await OpenLiveAsync();

        await TellAsync(Running with { Name = "redis (42)", Targets = [new TargetResource { Pid = 42, Name = "redis" }] });

        await EventuallyAsync(() => Assert.Equal("redis (42)", page.Find("h1").TextContent));
        Assert.StartsWith("redis, pid 42 ", page.Find(".target").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_TokenNoLongerGood_SaysHowToSignIn()
    {
        var page = await OpenLiveAsync();
        Server.Answer("GET", "sessions/s", null, HttpStatusCode.Unauthorized);
        (await FeedAsync()).Complete(new IOException("gone"));

        await EventuallyAsync(() => Assert.Contains("Not signed in", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Live_SessionEnds_BecomesAReplayThatSaysWhy()
    {
        var page = await OpenLiveAsync();
        Server.Answer("GET", "sessions/s", Stopped);
        (await FeedAsync()).Complete();

        await EventuallyAsync(() => page.Find("[data-testid=replay-play]"));
        Assert.Equal("replay, stopped", page.Find("[data-testid=session-state]").TextContent);
        Assert.Equal("The target exited.", page.Find("[data-testid=ended-because]").TextContent);
        Assert.Empty(page.FindAll("[data-testid=stop-session]"));
    }

    [Fact]
    public async Task Live_Interrupted_BecomesAReplayAndGoesOnWhenTheSessionDoes()
    {
        var page = await OpenLiveAsync();
        var interrupted = Stopped with { State = SessionState.Interrupted, EndedBecause = "The sampler went away." };
        Server.Answer("GET", "sessions/s", interrupted);
        await TellAsync(interrupted);

        await EventuallyAsync(() => Assert.Equal("replay, interrupted", page.Find("[data-testid=session-state]").TextContent));
        Assert.Equal("The sampler went away.", page.Find("[data-testid=ended-because]").TextContent);

        Server.Answer("GET", "sessions/s", Running);
        await EventuallyAsync(() => Assert.Equal("live", page.Find("[data-testid=session-state]").TextContent));
    }

    [Fact]
    public async Task Open_Stopped_ShowsTheEndAndScrubbingMovesTheFigures()
    {
        Server.Answer("GET", "sessions/s", Stopped);
        var page = Open();
        await EventuallyAsync(() => page.Find("[data-testid=replay-scrub]"));
        await EventuallyAsync(() => Assert.Equal("7", page.Find("[data-testid=region-count]").TextContent));

        page.Find("[data-testid=replay-scrub]").Input("400");

        await EventuallyAsync(() => Assert.Equal("6", page.Find("[data-testid=region-count]").TextContent));
        Assert.Equal("8 KiB", page.Find("[data-testid=working-set]").TextContent);
        Assert.Contains("0:04 / 0:10", page.Find("[data-testid=replay-time]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Play_Stopped_MovesThePlayHeadAtTheSpeedChosen()
    {
        Server.Answer("GET", "sessions/s", Stopped);
        var page = Open();
        await EventuallyAsync(() => page.Find("[data-testid=replay-speed]"));
        page.Find("[data-testid=replay-speed]").Change("10");
        page.Find("[data-testid=replay-play]").Click();
        await EventuallyAsync(() => Assert.Contains("Pause", page.Find("[data-testid=replay-play]").TextContent, StringComparison.Ordinal), step: 5);

        await EventuallyAsync(() => Assert.Equal("6", page.Find("[data-testid=region-count]").TextContent), step: 5);
    }

    [Fact]
    public async Task Open_StoppedWithoutSnapshots_SaysThatNothingWasRecorded()
    {
        Server.Answer("GET", "sessions/s", Stopped with { FirstUs = null, LastUs = null, SnapshotCount = 0 });

        var page = Open();

        await EventuallyAsync(() => Assert.Contains("Nothing was recorded", page.Find("[data-testid=session-empty]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_Refused_SaysWhy()
    {
        Server.Problem("POST", "sessions/s/stop", HttpStatusCode.Conflict, "The session does not run.");
        var page = await OpenLiveAsync();

        page.Find("[data-testid=stop-session]").Click();

        await EventuallyAsync(() => Assert.Contains("The session does not run.", page.Find("[data-testid=problem]").TextContent, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("soon", "+0:05", "For both times, give a time of day")]
    [InlineData("+0:05", "+0:05", "must be after")]
    [InlineData("+1:00:05", "+1:00:06", "Nothing was recorded then")]
    public async Task Range_ThatCannotBe_IsRefusedAtItsFields(string from, string to, string sentence)
    {
        var page = await OpenStoppedAsync();

        await ShowRangeAsync(page, from, to);

        await EventuallyAsync(() => Assert.Contains(sentence, page.Find("#range-fault").TextContent, StringComparison.Ordinal));
        Assert.Equal("true", page.Find("[data-testid=range-from]").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task Range_Given_IsBinnedExactlyAndKeptInTheAddress()
    {
        var page = await OpenStoppedAsync();

        await ShowRangeAsync(page, "+0:02", "+0:05");

        await EventuallyAsync(() => Assert.Contains("from=3000000&to=6000000", Navigation.Uri, StringComparison.Ordinal));
        await EventuallyAsync(() => Assert.Contains(Server.Asked, call => call.Contains("/cells?", StringComparison.Ordinal) && call.Contains("from=3000000&to=6000000", StringComparison.Ordinal)));
        await EventuallyAsync(() => Assert.Null(page.Find("[data-testid=back]").GetAttribute("disabled")));
    }

    [Fact]
    public async Task Address_ChangedByTheBrowser_ShowsThatView()
    {
        await OpenStoppedAsync();
        Server.Forget();

        Navigation.NavigateTo("sessions/s?from=4000000&to=5000000&max=25");

        await EventuallyAsync(() => Assert.Contains(Server.Asked, call => call.Contains("/cells?", StringComparison.Ordinal) && call.Contains("from=4000000&to=5000000", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Address_WithATime_OpensARunningSessionPaused()
    {
        Server.Answer("GET", "sessions/s", Running with { FirstUs = 1_000_000, LastUs = 11_000_000, SnapshotCount = 100 });
        Navigation.NavigateTo("sessions/s?from=4000000&to=5000000");

        var page = await OpenLiveAsync();

        await EventuallyAsync(() => Assert.Contains("paused", page.Find("[data-testid=session-state]").TextContent, StringComparison.Ordinal));
        Assert.Contains(Server.Asked, call => call.Contains("from=4000000&to=5000000", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Select_AllThatIsVisible_ListsItAndLinksItsSnapshots()
    {
        Server.Answer("GET", "sessions/s/opening", Opening with { Current = Snapshots.At(109, Snapshots.Region(0, 10, 3), Snapshots.Region(10, 20, 0)) });
        var page = await OpenStoppedAsync();

        await page.InvokeAsync(() => page.FindComponent<HeatmapChart>().Instance.OnKey("x"));

        await EventuallyAsync(() => Assert.Contains("2 of 2 regions", page.Find("[data-testid=region-caption]").TextContent, StringComparison.Ordinal));
        Assert.Contains("format=csv&target=0&from=1000000&to=11000000&start=0x0&end=0x40000", page.Find("[data-testid=selection-csv]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("format=parquet&target=0&from=1000000&to=11000000&start=0x0&end=0x40000", page.Find("[data-testid=selection-parquet]").GetAttribute("href"), StringComparison.Ordinal);
        await page.InvokeAsync(() => page.FindComponent<HeatmapChart>().Instance.OnKey("escape"));
        await EventuallyAsync(() => Assert.Empty(page.FindAll("[data-testid=selection]")));
    }

    [Fact]
    public async Task Live_OneOfTwoTargetsEnds_SaysThatTheOtherGoesOn()
    {
        Server.Answer("GET", "sessions/s", Running with
        {
            Targets = [new TargetResource { Pid = 42, Name = "demo", EndedBecause = "It exited." }, new TargetResource { Index = 1, Pid = 43, Name = "other" }],
        });

        var page = Open();

        await EventuallyAsync(() => Assert.Contains("demo (42) has ended.", page.Find("[data-testid=target-ended]").TextContent, StringComparison.Ordinal));
        Assert.Contains("goes on with its other targets", page.Find("[data-testid=target-ended]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_WithNotes_ShowsThem()
    {
        Server.Answer("GET", "sessions/s", Stopped with { Notes = "after the cache was halved" });

        var page = Open();

        await EventuallyAsync(() => Assert.Equal("after the cache was halved", page.Find("[data-testid=session-notes]").TextContent));
    }

    // Found and changed in one go: the page may be drawn anew in between.
    private static Task ShowRangeAsync(IRenderedComponent<SessionPage> page, string from, string to) => page.InvokeAsync(() =>
    {
        page.Find("[data-testid=range-from]").Change(from);
        page.Find("[data-testid=range-to]").Change(to);
        page.Find("[data-testid=range]").Submit();
    });

    private Task<IRenderedComponent<SessionPage>> OpenLiveAsync() => OpenLiveAsync(Snapshots.At(10, Snapshots.Region(0, 10, 3), Snapshots.Region(10, 20, 0)));
}
