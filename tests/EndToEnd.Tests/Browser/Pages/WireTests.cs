using Damon.Browsers;
using Damon.Contracts.Rest;
using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>How a live picture gets to the browser: only what is new, and no more than it can draw.</summary>
[Collection(BrowserCollection.Name)]
public sealed class WireTests(BrowserStack stack)
{
    // Notes how many columns are painted at a time on the canvas that holds the cells.
    private const string NotePaints = """
        window.paints = [];
        const put = CanvasRenderingContext2D.prototype.putImageData;
        CanvasRenderingContext2D.prototype.putImageData = function (image, ...place) {
            if (!this.canvas.isConnected) {
                window.paints.push(image.width);
            }
            return put.call(this, image, ...place);
        };
        """;

    private const int MostRowsOfTheOverview = 24;

    [Fact]
    public async Task Live_PerSnapshot_OnlyNewColumnsTravelAndAreDrawn()
    {
        await using var page = await stack.OpenAsync("/", anew: true);
        await page.Page.AddInitScriptAsync(NotePaints);
        var frames = new List<int>();
        page.Page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames.Add(frame.Binary?.Length ?? frame.Text!.Length);
        await page.Page.GotoAsync($"{stack.Stack.Address}sessions/{stack.Running.Id}");
        await page.WaitForCellsAsync("the live picture is there", cells => cells.NonEmpty > 0);
        var requests = new HeatmapRequests(page.Page);
        var (columns, drawn) = ((await page.CellsAsync())!.Columns, await PaintsAsync(page));

        await Wait.UntilAsync("sixty snapshots have been drawn one by one", async () => (await PaintsAsync(page)).Length >= drawn.Length + 60);

        var since = (await PaintsAsync(page))[drawn.Length..];
        Assert.True(columns >= 150, $"The picture has {columns} columns.");
        Assert.True(since.Count(width => width <= 5) >= 0.9 * since.Length, $"Columns painted at a time: {string.Join(' ', since)}");
        var asked = requests.All.Count(bins => bins.Rows > MostRowsOfTheOverview);
        Assert.True(asked <= since.Length / 15, $"{asked} requests for the picture in {since.Length} drawings.");
        var regions = int.Parse(await page.Part("region-count").InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(frames.Count >= 60);
        Assert.True(frames.Order().ElementAt(frames.Count * 9 / 10) < 2_000 + regions * 40, $"Bytes received at a time, {regions} regions: {string.Join(' ', frames)}");
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Live_BrowserTooSlow_SaysWhatItLosesAndStaysCurrent()
    {
        using var workload = BrowserStack.Another();
        var session = await stack.Api.StartAsync(new CreateSessionRequest
        {
            Targets = [new TargetRequest(workload.Pid)],
            Attributes = new AttributesRequest { SamplingIntervalUs = 2_000, AggregationIntervalUs = 10_000 },
        });
        await stack.Api.WaitForSnapshotsAsync(session.Id, 20);
        await using var page = await stack.OpenAsync(session, anew: true);
        var devtools = await page.Page.Context.NewCDPSessionAsync(page.Page);

        await devtools.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = 6 });
        var tile = page.Page.Locator("dl.tiles > div").Filter(new LocatorFilterOptions { Has = page.Part("losses") });
        var (lag, period) = await LagAfterLosingAsync(page, 300);
        await devtools.SendAsync("Emulation.setCPUThrottlingRate", new Dictionary<string, object> { ["rate"] = 1 });
        var ended = await stack.Api.StopAsync(session.Id);

        // At most three snapshots are on their way, and the page draws the newest it has: it is some drawings behind, not the
        // seconds that it has lost meanwhile.
        Assert.True(lag < 2_000 + 6 * period, $"{lag} milliseconds behind, one drawing every {period}.");
        Assert.Equal(0, ended.LostSnapshots);
        Assert.Empty(page.Faults);
    }

    private static Task<int[]> PaintsAsync(CheckedPage page) => page.Page.EvaluateAsync<int[]>("() => window.paints");

    // The least of a few, and the time between two drawings, once the page has told of that many snapshots that did not reach it.
    private static async Task<(double Lag, double Period)> LagAfterLosingAsync(CheckedPage page, int count)
    {
        var tile = page.Page.Locator("dl.tiles > div").Filter(new LocatorFilterOptions { Has = page.Part("losses") });
        await Wait.UntilAsync($"the page says that {count} snapshots were lost on the way to it", async () => Lost(await tile.InnerTextAsync()) >= count, TimeSpan.FromMinutes(2));
        await LagsAsync(page);
        var started = await NowAsync(page);
        double[] lags = [];
        await Wait.UntilAsync("a few snapshots are drawn", async () => (lags = [.. lags, .. await LagsAsync(page)]).Length >= 4);
        return (lags.Min(), (await NowAsync(page) - started) / lags.Length);
    }

    private static Task<double> NowAsync(CheckedPage page) => page.Page.EvaluateAsync<double>("() => performance.now()");

    private static Task<double[]> LagsAsync(CheckedPage page) => page.Page.EvaluateAsync<double[]>(HeatmapScript.Lags);

    // "snapshots; 12 not sent to this page, but recorded"
    private static int Lost(string tile)
    {
        var words = tile.Split(' ', '\n', ';');
        var at = Array.IndexOf(words, "not");
        return at > 0 && int.TryParse(words[at - 1], out var lost) ? lost : 0;
    }
}
