using System.Net;
using Bunit;
using Damon.Client.Charts;
using Damon.Client.Pages;
using Damon.Client.Sessions.Lenses;
using Damon.Client.Tests.Pictures;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Lenses;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Sessions;

namespace Damon.Client.Tests.Pages;

/// <summary>A look at every page of what is selected.</summary>
public sealed class LensDialogTests : RunningSessionTest
{
    private const string Close = "DELETE /api/v1/sessions/s/lens";

    public LensDialogTests()
    {
        Server.Answer("GET", "sessions/s/mappings", new[] { new Mapping(0x1000, 0x5000, "rw-p", "[heap]", MappingKind.Heap) });
        Server.Answer("POST", "sessions/s/lens", new LensResource(0, 0x1000, 0x5000, 1_000_000_000, 3_000_000), HttpStatusCode.Created);
        Server.Answer("GET", "sessions/s/lens", new LensResource(0, 0x1000, 0x5000, 1_000_000_000, 3_000_000));
        Server.Answer("DELETE", "sessions/s/lens", null, HttpStatusCode.NoContent);
        Server.Answer("GET", "sessions/s/pages", new PagesResource(0x1000, 0x5000, 1_100_000_000, 4_096, [0, 255, PageAge.Of(2), PageAge.Of(100)]));
    }

    [Fact]
    public async Task Opened_TellsBytesByAgeAndThePageUnderTheCursor()
    {
        var page = await OpenLensAsync();

        await EventuallyAsync(() => Assert.Equal("4 KiB", Bytes(page, "lens-age-0")));
        Assert.Equal(["4 KiB", "4 KiB", "4 KiB"], new[] { "lens-age-7", "lens-unknown", "lens-absent" }.Select(row => Bytes(page, row)));
        Assert.Contains("not since 00:16:40", page.Find("[data-testid=lens-age-7]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=lens-age-3]"));
        Assert.Contains("0x1000–0x5000: 16 KiB, open since 00:16:40, as of 00:18:20", page.Find("[data-testid=lens-facts]").TextContent, StringComparison.Ordinal);
        Assert.Equal("Every page of demo (42)", page.Find("#lens-title").TextContent);
        Assert.Contains("\"target\":0,\"start\":\"0x1000\",\"end\":\"0x5000\"", Server.Bodies[Server.Asked.IndexOf("POST /api/v1/sessions/s/lens")], StringComparison.Ordinal);

        var dialog = page.FindComponent<LensDialog>().Instance;
        await page.InvokeAsync(() => dialog.OnPage(2));
        Assert.Contains("0x3000, heap: used about 2 s ago", page.Find("[data-testid=lens-page]").TextContent, StringComparison.Ordinal);
        var squares = page.Find("[data-testid=lens-squares]");
        Assert.Equal(("2", "3", page.Find("[data-testid=lens-page]").TextContent),
            (squares.GetAttribute("aria-valuenow"), squares.GetAttribute("aria-valuemax"), squares.GetAttribute("aria-valuetext")));
    }

    [Fact]
    public async Task Closed_EndsTheLens()
    {
        var page = await OpenLensAsync();
        await EventuallyAsync(() => page.Find("[data-testid=lens-table]"));

        await Click(page, "lens-close");

        await EventuallyAsync(() => Assert.Contains(Close, Server.Asked));
        Assert.Empty(page.FindAll("[data-testid=lens]"));
        Assert.NotEmpty(page.FindAll("[data-testid=selection]"));
    }

    [Fact]
    public async Task PageLeft_EndsTheLens()
    {
        var page = await OpenLensAsync();
        await EventuallyAsync(() => page.Find("[data-testid=lens-table]"));

        await DisposeComponentsAsync();

        await EventuallyAsync(() => Assert.Contains(Close, Server.Asked));
    }

    [Fact]
    public async Task TooLarge_SaysSoAndOffersTheMappings()
    {
        Server.Problem("POST", "sessions/s/lens", HttpStatusCode.BadRequest, "The range has 99 pages; at most 4 are followed at a time.");
        var page = await OpenLensAsync();

        await EventuallyAsync(() => Assert.Contains("at most 4", page.Find("[data-testid=lens-problem]").TextContent, StringComparison.Ordinal));
        var part = page.Find("[data-testid=lens-parts] button");
        Assert.Contains("heap", part.TextContent, StringComparison.Ordinal);
        Server.Answer("POST", "sessions/s/lens", new LensResource(0, 0x1000, 0x5000, 1_000_000_000, 3_000_000), HttpStatusCode.Created);
        await part.ClickAsync(new());

        await EventuallyAsync(() => page.Find("[data-testid=lens-table]"));
        Assert.Empty(page.FindAll("[data-testid=lens-problem]"));
    }

    [Theory]
    [InlineData(HttpStatusCode.UnprocessableEntity, "The plan kernel has no lens.", false)]
    [InlineData(HttpStatusCode.Conflict, "A lens is open already.", true)]
    public async Task Refused_SaysWhyAndWhatCanBeDone(HttpStatusCode status, string sentence, bool offersToTakeOver)
    {
        Server.Problem("POST", "sessions/s/lens", status, sentence);
        var page = await OpenLensAsync();

        await EventuallyAsync(() => Assert.Contains(sentence, page.Find("[data-testid=lens-problem]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-testid=lens-parts]"));
        Assert.Equal(offersToTakeOver ? 1 : 0, page.FindAll("[data-testid=lens-take-over]").Count);
        if (offersToTakeOver)
        {
            Server.Answer("POST", "sessions/s/lens", new LensResource(0, 0x1000, 0x5000, 1_000_000_000, 3_000_000), HttpStatusCode.Created);
            await Click(page, "lens-take-over");
            await EventuallyAsync(() => page.Find("[data-testid=lens-table]"));
        }
    }

    [Fact]
    public async Task SessionEnds_SaysSoAndKeepsTheSquares()
    {
        var page = await OpenLensAsync();
        await EventuallyAsync(() => page.Find("[data-testid=lens-table]"));
        Server.Problem("GET", "sessions/s/pages", HttpStatusCode.NotFound, "No lens is open: session s is stopped, and a lens ends with its session.");

        await EventuallyAsync(() => Assert.Contains("The lens has ended.", page.Find("[data-testid=lens-problem]").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll("[data-testid=lens-table]"));
    }

    [Fact]
    public async Task Recording_OffersNoLens()
    {
        Server.Answer("GET", "sessions/s", Running with { State = SessionState.Stopped, SnapshotCount = 300, FirstUs = 1_000_000, LastUs = 11_000_000 });
        Server.Answer("GET", "sessions/s/opening", new OpeningResource { Areas = [new AreaResource(0, 64 * 4096)], WorkingSet = new WorkingSetResource([], 0, []) });
        Server.Answer("GET", "sessions/s/workingset", new WorkingSetResource([], 0, []));
        var page = Open();
        await EventuallyAsync(() => page.Find("[data-testid=heatmap]"));
        await SelectAsync(page);

        Assert.Empty(page.FindAll("[data-testid=selection-pages]"));
    }

    private static string Bytes(IRenderedComponent<SessionPage> page, string row) => page.Find($"[data-testid={row}] td").TextContent;

    private async Task<IRenderedComponent<SessionPage>> OpenLensAsync()
    {
        var page = await OpenLiveAsync(Snapshots.At(20, Snapshots.Region(0, 64, 3)));
        (await FeedAsync()).TryWrite(new Damon.Contracts.Watching.WatchEvent
        {
            Kind = Damon.Contracts.Watching.WatchEventKind.Mappings,
            Mappings = new MappingSet { AtUs = 1, Mappings = [new Mapping(0x1000, 0x5000, "rw-p", "[heap]", MappingKind.Heap)] },
        });
        await SelectAsync(page);
        await Click(page, "selection-pages");
        return page;
    }

    private async Task SelectAsync(IRenderedComponent<SessionPage> page)
        => await EventuallyAsync(() =>
        {
            page.InvokeAsync(() => page.FindComponent<HeatmapChart>().Instance.OnKey("x"));
            page.Find("[data-testid=selection]");
        });
}
