using Bunit;
using Damon.Client.Pages;
using Damon.Client.Sessions.Advising;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Advising;
using Damon.Contracts.Rest.Limits;
using Damon.Contracts.Watching;
using Damon.Model.Idle;
using Damon.Model.Sessions;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Pages;

/// <summary>What a session's page says of what its idle memory suggests.</summary>
public sealed class AdvicePanelTests : RunningSessionTest
{
    private const long FirstS = 1_000;

    private static readonly Advice Leak = new(AdviceKind.Leak, "It looks like a leak.", "72 looks.", "It levels off.", 6, 0, 0x4000, 0x8000);
    private static readonly Advice Limit = new(AdviceKind.Limit, "The limit could be 220 MiB.", "12 looks.", "It has its turn.", 7, null, null, null);

    public AdvicePanelTests()
    {
        Server.Answer("GET", "sessions/s", Running with { FirstUs = FirstS * 1_000_000, LastUs = (FirstS + 30) * 1_000_000 });
        Server.Answer("GET", "sessions/s/limits", new LimitsAnswer([]));
        Server.Answer("GET", "sessions/s/advice", new AdviceAnswer([Leak, Limit]));
    }

    private int Asked => Server.Asked.ToArray().Count(call => call.Contains("/advice", StringComparison.Ordinal));

    [Fact]
    public async Task Advice_HasItsBasisAndWhatWouldProveItWrong()
    {
        var page = await OpenLiveAsync();

        await EventuallyAsync(() => Assert.Equal(2, page.FindAll("[data-testid=advice]").Count));
        var leak = page.Find("[data-testid=advice][data-kind=leak]");
        Assert.Contains("It looks like a leak.", leak.QuerySelector("p")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("72 looks.", leak.QuerySelector("details [data-testid=advice-basis]")!.TextContent);
        Assert.Equal("It levels off.", leak.QuerySelector("details [data-testid=advice-wrong]")!.TextContent);
        Assert.False(leak.QuerySelector("details")!.HasAttribute("open"));

        // Only what has a place can be shown.
        Assert.Single(page.FindAll("[data-testid=advice-show]"));
        Assert.Empty(page.FindAll("[data-testid=advice-remark]"));
    }

    [Fact]
    public async Task None_SaysOnlyWhatIsMissing()
    {
        Server.Answer("GET", "sessions/s/advice", new AdviceAnswer([], "Watched for 40 s so far."));
        var page = await OpenLiveAsync();

        await EventuallyAsync(() => Assert.Equal("Watched for 40 s so far.", page.Find("[data-testid=advice-remark]").TextContent));
        Assert.Empty(page.FindAll("[data-testid=advice]"));
    }

    [Fact]
    public async Task Live_IsAskedAgainWithANewLookAndNotSooner()
    {
        var page = await OpenLiveAsync();
        await TellAsync(FirstS + 10);
        await EventuallyAsync(() => Assert.True(Asked >= 1));
        await PassAsync(12);
        await EventuallyAsync(() => Assert.Equal("1010000000", page.Find("[data-testid=idle-at]").GetAttribute("data-us")));
        var before = Asked;

        // Time alone tells nothing new.
        await PassAsync(30);
        Assert.Equal(before, Asked);

        Server.Answer("GET", "sessions/s/advice", new AdviceAnswer([Limit]));
        await TellAsync(FirstS + 20);
        await EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=advice]")));
        Assert.Equal(before + 1, Asked);

        // Another look within ten seconds has to wait.
        await TellAsync(FirstS + 21);
        await EventuallyAsync(() => Assert.Equal("1021000000", page.Find("[data-testid=idle-at]").GetAttribute("data-us")), step: 10);
        Assert.Equal(before + 1, Asked);
        await PassAsync(12);
        await EventuallyAsync(() => Assert.Equal(before + 2, Asked));
    }

    [Fact]
    public async Task Hidden_IsNotAskedUntilItIsShown()
    {
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => Assert.Equal(2, page.FindAll("[data-testid=advice]").Count));
        page.Find("[data-testid=advice-toggle]").Click();

        // What was asked for just before may still be under way.
        await PassAsync(12);
        var before = Asked;

        await PassAsync(12);
        await TellAsync(FirstS + 20);
        await EventuallyAsync(() => page.Find("[data-testid=age-7]"));
        await PassAsync(12);
        Assert.Equal(before, Asked);
        Assert.Equal("false", page.Find("[data-testid=advice-toggle]").GetAttribute("aria-expanded"));
        Assert.True(page.Find("#advice-list").HasAttribute("hidden"));

        page.Find("[data-testid=advice-toggle]").Click();
        await EventuallyAsync(() => Assert.Equal(before + 1, Asked));
    }

    [Fact]
    public async Task ShorterTime_IsAskedForAtOnce()
    {
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => Assert.Equal(2, page.FindAll("[data-testid=advice]").Count));
        Assert.All(Calls(), call => Assert.Contains("watched=600", call, StringComparison.Ordinal));

        page.Find("[data-testid=advice-watched]").Change("30");

        await EventuallyAsync(() => Assert.Contains("watched=30", Calls()[^1], StringComparison.Ordinal), step: 1);
    }

    [Fact]
    public async Task Failed_IsAskedAgainLater()
    {
        Server.Problem("GET", "sessions/s/advice", System.Net.HttpStatusCode.InternalServerError, "It failed.");
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => Assert.Equal(1, Asked));
        Assert.Equal("Not known yet.", page.Find("[data-testid=advice-remark]").TextContent);

        Server.Answer("GET", "sessions/s/advice", new AdviceAnswer([Limit]));
        await PassAsync(12);
        await TellAsync(FirstS + 20);
        await EventuallyAsync(() => Assert.Single(page.FindAll("[data-testid=advice]")));
    }

    [Fact]
    public async Task Replay_IsAskedOnce()
    {
        Server.Answer("GET", "sessions/s", Running with { State = SessionState.Stopped, SnapshotCount = 300, FirstUs = FirstS * 1_000_000, LastUs = (FirstS + 30) * 1_000_000 });
        Server.Answer("GET", "sessions/s/opening", new OpeningResource { Areas = [new AreaResource(0, 64 * 4096)], WorkingSet = new WorkingSetResource([], 0, []) });
        Server.Answer("GET", "sessions/s/workingset", new WorkingSetResource([], 0, []));
        var page = Open();

        await EventuallyAsync(() => Assert.Equal(2, page.FindAll("[data-testid=advice]").Count));
        await PassAsync(30);
        Assert.Equal(1, Asked);
    }

    [Fact]
    public async Task Place_CanBeShownInThePicture()
    {
        var page = await OpenLiveAsync();
        await EventuallyAsync(() => page.Find("[data-testid=advice-show]"));

        await EventuallyAsync(() => Assert.NotEmpty(page.FindComponent<AdvicePanel>().Instance.Controller.Axis.Bands));

        await Click(page, "advice-show");

        // The picture follows when time goes on.
        await EventuallyAsync(() => Assert.Contains("low=0x", Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri, StringComparison.Ordinal));
    }

    private string[] Calls() => [.. Server.Asked.ToArray().Where(call => call.Contains("/advice", StringComparison.Ordinal))];

    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, Xunit.TestContext.Current.CancellationToken);
        }
    }

    private Task<IRenderedComponent<SessionPage>> OpenLiveAsync() => OpenLiveAsync(Snapshots.At((FirstS * 10) + 20, Snapshots.Region(0, 64, 3)));

    private async Task TellAsync(long seconds)
    {
        var counts = new int[IdleScale.Counts];
        (counts[0], counts[^1]) = (10 * 256, 30 * 256);
        (await FeedAsync()).TryWrite(new WatchEvent
        {
            Kind = WatchEventKind.Idle,
            Idle = new IdleMessage { AtUs = seconds * 1_000_000, WatchedUs = 700_000_000, ResolutionUs = 1_000_000, Pieces = [new IdlePiece(0, 64 * 4_096, 1, 20_000, counts, 0)] },
        });
    }
}
