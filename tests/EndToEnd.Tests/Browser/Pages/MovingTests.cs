using System.Globalization;
using Damon.Contracts.Monitoring;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>Moving in the picture by mouse.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MovingTests(BrowserStack stack)
{
    [Fact]
    public async Task BoxZoom_OverPartOfBothAxes_ShowsJustThatAndTheServerBinsJustThat()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var requests = new HeatmapRequests(page.Page);
        var picture = new Picture(page);
        var box = await picture.BoxAsync();
        var (first, length) = (stack.Recorded.FirstUs!.Value, (double)(stack.Recorded.LastUs!.Value - stack.Recorded.FirstUs.Value));

        await picture.DragAsync((0.3, 0.35), (0.6, 0.6));

        var view = await ViewAddress.WaitAsync(page, "the view is the box", view => view is { From: not null, Low: not null });
        var pixel = length / box.Width;
        Assert.InRange(view.From!.Value - first, 0.3 * length - 3 * pixel, 0.3 * length + 3 * pixel);
        Assert.InRange(view.To!.Value - first, 0.6 * length - 3 * pixel, 0.6 * length + 3 * pixel);
        await requests.WaitForAsync(view, (await page.CellsAsync())!.Rows);
        await page.WaitForCellsAsync("the box is as sharp as what was recorded", cells =>
            Math.Abs(cells.Columns - view.Width / stack.Recorded.Attributes.AggregationIntervalUs) <= 1);

        await page.Part("back").ClickAsync();
        await ViewAddress.WaitAsync(page, "the view before is back", view => view is { From: null, Low: null });
        await Expect(page.Part("fit")).ToBeDisabledAsync();
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task PanAndWheel_OfAZoomedView_KeepWhatIsUnderThePointerThere()
    {
        var (first, length) = (stack.Recorded.FirstUs!.Value, stack.Recorded.LastUs!.Value - stack.Recorded.FirstUs.Value);
        var (from, to) = (first + length / 2, first + length * 3 / 4);
        await using var page = await stack.OpenAsync(stack.Recorded, $"?from={from}&to={to}");
        var requests = new HeatmapRequests(page.Page);
        var picture = new Picture(page);

        await page.Part("drag-pan").ClickAsync();
        await Expect(page.Part("drag-pan")).ToHaveAttributeAsync("aria-checked", "true");
        await picture.DragAsync((0.2, 0.5), (0.6, 0.5));
        var panned = await ViewAddress.WaitAsync(page, "the view has moved to earlier", view => view.From < from);
        Assert.InRange(panned.From!.Value, from - 0.42 * (to - from), from - 0.38 * (to - from));
        Assert.InRange(panned.Width, (to - from) - 2, (to - from) + 2);

        await picture.HoverAsync(0.25, 0.5);
        await page.Page.Mouse.WheelAsync(0, -240);
        var zoomed = await ViewAddress.WaitAsync(page, "the wheel has zoomed both axes", view => view.Low is not null && view.Width < panned.Width);
        await requests.WaitForAsync(zoomed, (await page.CellsAsync())!.Rows);
        Assert.InRange(zoomed.From!.Value + 0.25 * zoomed.Width, panned.From.Value + 0.24 * panned.Width, panned.From.Value + 0.26 * panned.Width);

        await page.Part("fit").ClickAsync();
        await ViewAddress.WaitAsync(page, "all is shown", view => view is { From: null, Low: null });
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task RegionChosen_InTheTable_IsShownSharpAndInItsColour()
    {
        var (snapshot, at) = (await stack.Api.SnapshotsAsync(stack.Recorded.Id)).Reverse()
            .SelectMany(one => Enumerable.Range(1, one.Regions.Length - 2).Select(i => (Snapshot: one, At: i)))
            .First(one => IsHot(one.Snapshot, one.At) && IsCold(one.Snapshot, one.At - 1) && one.Snapshot.Regions[one.At - 1].End == one.Snapshot.Regions[one.At].Start);
        var (region, below) = (snapshot.Regions[at], snapshot.Regions[at - 1]);

        // One snapshot fills the view, so a row of pixels is one value; of the table only the hot region's neighbourhood.
        await using var page = await stack.OpenAsync(stack.Recorded, string.Create(CultureInfo.InvariantCulture,
            $"?from={snapshot.StartUs}&to={snapshot.EndUs}&at={snapshot.EndUs - 1}&low=0x{below.Start:x}&high=0x{region.End:x}"));
        var row = page.Part("region-row").Filter(new LocatorFilterOptions { HasText = string.Create(CultureInfo.InvariantCulture, $"0x{region.Start:x}–0x{region.End:x}") });
        await row.ClickAsync();
        var view = await ViewAddress.WaitAsync(page, "the region is shown", view => view.Low > 0 && view.Low != below.Start);

        // Where the region ends with its area, the margin above it is a cut.
        Assert.InRange(view.Height, region.Size * 1.03, region.Size * 1.11);

        var picture = new Picture(page);
        await page.WaitForCellsAsync("the region is as hot as the snapshot says", cells => cells.Hottest >= 100.0 * region.NrAccesses / snapshot.MaxNrAccesses - 1);
        uint[] inside = [], under = [];
        await Wait.UntilAsync("the region has one colour", async () =>
        {
            var pixels = await picture.ColumnAsync(0.5);
            var (start, end) = (pixels.Length * 4 / 108, pixels.Length * 104 / 108);
            (inside, under) = (pixels[(start + 3)..(end - 3)], pixels[..(start - 3)]);
            return inside.Distinct().Count() == 1;
        });
        Assert.DoesNotContain(inside[0], under);

        // Viridis ends in yellow, and the region is the hottest there is.
        Assert.True(inside[0] >> 24 > 180 && (inside[0] >> 16 & 0xff) > 200, $"{inside[0]:x8}");
    }

    private static bool IsHot(Snapshot snapshot, int index) => snapshot.Regions[index].NrAccesses >= 0.9 * snapshot.MaxNrAccesses;

    private static bool IsCold(Snapshot snapshot, int index) => snapshot.Regions[index].NrAccesses == 0;
}
