using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>Moving in the picture by keyboard.</summary>
[Collection(BrowserCollection.Name)]
public sealed class KeyTests(BrowserStack stack)
{
    [Fact]
    public async Task Keys_OnARecording_ZoomMoveGoBackSelectAndFit()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var keys = page.Page.Keyboard;
        var length = (double)(stack.Recorded.LastUs!.Value - stack.Recorded.FirstUs!.Value);

        var zoomed = await PressAsync(page, "w", view => view.Width < length);
        Assert.Equal(0.7, zoomed.Width / length, 2);
        var earlier = await PressAsync(page, "a", view => view.From < zoomed.From);
        Assert.Equal(0.2, (zoomed.From!.Value - earlier.From!.Value) / zoomed.Width, 2);
        await PressAsync(page, "d", view => view.From == zoomed.From);
        var wider = await PressAsync(page, "s", view => view.From is null || view.Width > 1.2 * zoomed.Width);

        var once = await PressAsync(page, "Shift+W", view => view.Low is not null);
        var high = await PressAsync(page, "Shift+W", view => view.Height < once.Height);
        var up = await PressAsync(page, "Shift+D", view => view.Low > high.Low);
        await PressAsync(page, "Shift+A", view => view.Low < up.Low);
        await PressAsync(page, "b", view => view.Low == up.Low);
        await PressAsync(page, "Shift+S", view => view.High is null || view.High - view.Low > up.High - up.Low);

        await PressAsync(page, "x", view => view.Select is not null);
        await Expect(page.Part("selection")).ToBeVisibleAsync();
        await PressAsync(page, "Escape", view => view.Select is null);
        await PressAsync(page, "Escape", view => view is { From: null, Low: null });
        await PressAsync(page, "Shift+W", view => view.Low is not null);
        await PressAsync(page, "f", view => view is { From: null, Low: null });

        await keys.PressAsync("?");
        var help = page.Page.GetByRole(AriaRole.Dialog);
        await Expect(help).ToContainTextAsync("The view before");
        await keys.PressAsync("w");
        await keys.PressAsync("Escape");
        await Expect(help).ToHaveCountAsync(0);
        Assert.Null(ViewAddress.Of(page.Page.Url).From);
        Assert.Empty(page.Faults);
        Assert.NotNull(wider);
    }

    [Fact]
    public async Task Keys_OnALiveSession_PauseAndFollow()
    {
        await using var page = await stack.OpenAsync(stack.Running);
        var sign = page.Part("session-state");
        await Expect(sign).ToContainTextAsync("live");

        await page.Page.Keyboard.PressAsync(" ");
        await Expect(sign).ToContainTextAsync("paused");
        await page.Page.Keyboard.PressAsync(" ");
        await Expect(sign).ToContainTextAsync("live");
        await page.Page.Keyboard.PressAsync("a");
        await Expect(sign).ToContainTextAsync("paused");
        await page.Page.Keyboard.PressAsync("l");
        await Expect(sign).ToContainTextAsync("live");
        var before = (await page.CellsAsync())!.Checksum;
        await page.WaitForCellsAsync("the picture goes on", cells => cells.Checksum != before);
        Assert.Empty(page.Faults);
    }

    private static async Task<ViewAddress> PressAsync(CheckedPage page, string key, Func<ViewAddress, bool> condition)
    {
        await page.Page.Keyboard.PressAsync(key);
        return await ViewAddress.WaitAsync(page, $"key {key} was obeyed", condition);
    }
}
