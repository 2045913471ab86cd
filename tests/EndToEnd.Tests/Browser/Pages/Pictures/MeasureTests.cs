using System.Buffers.Binary;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Pictures;

/// <summary>What the picture's colours can stand for, live and recorded.</summary>
[Collection(BrowserCollection.Name)]
public sealed class MeasureTests(BrowserStack stack)
{
    // One more line below the picture, 17 pixels high at twice the size.
    private const int LineHeight = 2 * 17;

    [Fact]
    public async Task Live_ByIdleAgeAndShareTouched_ShowsAndSaysSo()
    {
        await using var page = await stack.OpenAsync(stack.Running);
        var picture = new Picture(page);
        await page.OpenColoursAsync();

        // Three quarters of its memory have not been accessed since it was filled.
        await page.Part("measure").SelectOptionAsync("Idle");
        await page.WaitForCellsAsync("ages are shown", cells => cells.Hottest >= 10);
        await Expect(page.Page.GetByLabel("Legend")).ToContainTextAsync("time without an access seen");
        Assert.Contains("not found accessed for", await picture.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("colour=idle", page.Page.Url, StringComparison.Ordinal);

        await page.Part("measure").SelectOptionAsync("Touched");
        await page.WaitForCellsAsync("shares are shown", cells => cells.Hottest is > 50 and <= 100);
        await Expect(page.Page.GetByLabel("Legend")).ToContainTextAsync("share of the memory accessed");
        Assert.Contains("touched within an interval, %", await picture.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Replay_ByIdleAge_IsInTheAddressTheTooltipAndThePng()
    {
        await using var page = await stack.OpenAsync(stack.Recorded, "?colour=idle&max=60");
        var ages = await page.WaitForCellsAsync("ages are shown", cells => cells.Hottest > 1);
        Assert.InRange(ages.Hottest, 1, 60);

        // Its plan tells of regions whether they are accessed, not how much of them.
        await page.OpenColoursAsync();
        await Expect(page.Part("measure").Locator("option[value=Touched]")).ToHaveAttributeAsync("disabled", "");
        await page.Page.Keyboard.PressAsync("Escape");
        await new Picture(page).HoverAsync(0.95, 0.95);
        await Expect(page.Page.GetByRole(Microsoft.Playwright.AriaRole.Tooltip)).ToContainTextAsync("Mapping");

        var byAge = await HeightAsync(page);
        await page.OpenColoursAsync();
        await page.Part("measure").SelectOptionAsync("Rate");
        await page.Part("clamp").SelectOptionAsync("100");
        await page.WaitForCellsAsync("rates are shown", cells => cells.Hottest > 60);
        Assert.DoesNotContain("colour", page.Page.Url, StringComparison.Ordinal);
        Assert.Equal(byAge - LineHeight, await HeightAsync(page));
        Assert.Empty(page.Faults);
    }

    private static async Task<int> HeightAsync(CheckedPage page)
    {
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Part("save-png").ClickAsync());
        var png = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        return BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
    }
}
