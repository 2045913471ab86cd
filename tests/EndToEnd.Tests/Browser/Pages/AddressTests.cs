using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>The page's address is the view.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AddressTests(BrowserStack stack)
{
    private static readonly string[] Controls = ["scale", "map", "clamp", "hide", "lines", "target", "window", "idle-threshold"];

    [Fact]
    public async Task View_ReloadedGoneBackToAndOpenedElsewhere_IsTheSame()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var whole = (await page.CellsAsync())!.Checksum;
        await page.Part("target").SelectOptionAsync("1");
        await page.WaitForCellsAsync("the other target is shown", cells => cells.NonEmpty > 0 && cells.Checksum != whole);
        await page.OpenColoursAsync();
        await page.Part("map").SelectOptionAsync("inferno");
        await page.Part("scale").SelectOptionAsync("Log");
        await page.Part("clamp").SelectOptionAsync("50");
        await page.Part("hide").SelectOptionAsync("1");
        await page.Part("lines").SelectOptionAsync("Regions");
        await page.Part("idle-threshold").SelectOptionAsync("10");
        var before = await SettledAsync(page);
        await page.Part("drag-select").ClickAsync();
        await new Picture(page).DragAsync((0.4, 0.4), (0.6, 0.6));
        await Expect(page.Part("selection-use")).ToContainTextAsync("Over its");
        await page.Part("drag-zoom").ClickAsync();
        // Until its cells have come, the part that was there already is shown larger.
        await page.Page.RunAndWaitForResponseAsync(
            () => new Picture(page).DragAsync((0.3, 0.3), (0.7, 0.7)), static answer => answer.Url.Contains("/cells?", StringComparison.Ordinal));
        await ViewAddress.WaitAsync(page, "the view is zoomed", view => view is { From: not null, Low: not null, Select: not null });
        var zoomed = await SettledAsync(page, unlike: before.Checksum);

        await page.Page.ReloadAsync();
        await AssertSameAsync(page, zoomed, "reloaded");
        await page.Page.GoBackAsync();
        await ViewAddress.WaitAsync(page, "the view before is back", view => view.From is null);
        Assert.Equal(before.Checksum, (await SettledAsync(page, unlike: zoomed.Checksum)).Checksum);
        await page.Page.GoForwardAsync();
        await AssertSameAsync(page, zoomed, "gone forward");

        // Somebody else, with the token, in another browser.
        await using var other = new CheckedPage(await (await stack.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        })).NewPageAsync());
        await other.Page.GotoAsync(zoomed.Url);
        await AssertSameAsync(other, zoomed, "opened elsewhere");
        Assert.Empty(page.Faults);
        Assert.Empty(other.Faults);
    }

    private static async Task AssertSameAsync(CheckedPage page, Seen expected, string when)
    {
        await page.WaitForCellsAsync($"the picture is the same when {when}", cells => cells.Checksum == expected.Checksum);
        await Expect(page.Part("selection-use")).ToContainTextAsync("Over its");
        Assert.Equal(expected.Controls, await ControlsAsync(page));
        Assert.Equal(expected.Selection, await page.Part("selection").InnerTextAsync());
        Assert.Equal(expected.Url, page.Page.Url);
    }

    // What is shown once nothing is on its way any more.
    private static async Task<Seen> SettledAsync(CheckedPage page, double? unlike = null)
    {
        var (last, same) = (0.0, 0);
        await page.WaitForCellsAsync("another picture is shown, and stays", cells =>
        {
            (last, same) = (cells.Checksum, cells.Checksum == last ? same + 1 : 0);
            return cells.NonEmpty > 0 && cells.Checksum != unlike && same >= 12;
        });
        var selection = page.Part("selection");
        return new Seen(
            page.Page.Url, (await page.CellsAsync())!.Checksum, await ControlsAsync(page), await selection.CountAsync() > 0 ? await selection.InnerTextAsync() : "");
    }

    private static async Task<string> ControlsAsync(CheckedPage page)
    {
        await page.OpenColoursAsync();
        var values = await Task.WhenAll(Controls.Select(control => page.Part(control).InputValueAsync()));
        return string.Join(' ', values);
    }

    private sealed record Seen(string Url, double Checksum, string Controls, string Selection);
}
