using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>Two recordings side by side, as a difference, and in numbers.</summary>
[Collection(BrowserCollection.Name)]
public sealed class CompareTests(BrowserStack stack)
{
    private static readonly string[] Pictures = ["compare-a", "compare-b", "compare-difference"];

    [Fact]
    public async Task Compare_TwoTickedSessions_ShowsBothTheirDifferenceAndTheNumbers()
    {
        await using var page = await stack.OpenAsync("/");
        await Expect(page.Part("compare")).ToBeDisabledAsync();
        await SessionListTests.Row(page, stack.Headless.Id).GetByTestId("choose-session").CheckAsync();
        await SessionListTests.Row(page, stack.Recorded.Id).GetByTestId("choose-session").CheckAsync();
        await page.Part("compare").ClickAsync();

        await page.Page.WaitForURLAsync($"**/compare?a={stack.Headless.Id}&b={stack.Recorded.Id}*");
        var (a, b, difference) = await SettledAsync(page);
        Assert.NotEqual(a.Checksum, b.Checksum);
        Assert.Equal((a.Columns, a.Rows), (b.Columns, b.Rows));
        Assert.True(difference.Known <= Math.Min(a.Known, b.Known), "Where one is unknown, so is the difference.");
        Assert.True(difference.Hottest > 50, $"The most hot memory more in A: {difference.Hottest} points.");

        // 24 MiB against 16.
        var median = page.Part("compare-numbers").GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "Working set, median" });
        var cells = await median.GetByRole(AriaRole.Cell).AllInnerTextsAsync();
        var sizes = cells.Take(2).Select(text => double.Parse(text.Split(' ')[0], CultureInfo.InvariantCulture)).ToArray();
        Assert.All(cells.Take(2), text => Assert.Contains("MiB", text, StringComparison.Ordinal));
        Assert.InRange(sizes[0], 22, 40);
        Assert.InRange(sizes[1], 14, 26);
        Assert.StartsWith(sizes[0] > sizes[1] ? "+" : "−", cells[2], StringComparison.Ordinal);
        await Expect(page.Part("compare-mapping-row").First).ToContainTextAsync("anonymous");

        await page.Part("compare-swap").ClickAsync();
        await page.Page.WaitForURLAsync($"**/compare?a={stack.Recorded.Id}&b={stack.Headless.Id}*");
        await WaitAsync(page, "compare-a", "A and B are swapped", cells => cells.Checksum == b.Checksum);
        await WaitAsync(page, "compare-b", "A and B are swapped", cells => cells.Checksum == a.Checksum);
        await WaitAsync(page, "compare-difference", "the difference is the other way round", cells => cells.Known == difference.Known && cells.Checksum != difference.Checksum);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Compare_OneRangeWithItself_HasNoDifferenceAndItsAddressIsTheView()
    {
        await using var page = await stack.OpenAsync($"/compare?a={stack.Recorded.Id}&ato=0:10&b={stack.Recorded.Id}&bto=0:10");
        var (a, b, difference) = await SettledAsync(page);
        Assert.Equal(a.Checksum, b.Checksum);
        Assert.True(difference.Hottest < 1, $"Differences up to {difference.Hottest} points.");

        await page.Page.Keyboard.PressAsync("w");
        var zoomed = await WaitAsync(page, "compare-a", "A is zoomed", cells => cells.NonEmpty > 0 && cells.Checksum != a.Checksum);
        await WaitAsync(page, "compare-b", "B goes with it", cells => cells.Checksum == zoomed.Checksum);
        await ViewAddress.WaitAsync(page, "the view is zoomed", view => view.Select is null && page.Page.Url.Contains("from=", StringComparison.Ordinal));
        await page.Page.ReloadAsync();
        await WaitAsync(page, "compare-a", "the same is shown again", cells => cells.Checksum == zoomed.Checksum);
        Assert.Empty(page.Faults);
    }

    // What is shown once nothing is on its way any more.
    private static async Task<(CheckedPage.HeatmapCells A, CheckedPage.HeatmapCells B, CheckedPage.HeatmapCells Difference)> SettledAsync(CheckedPage page)
    {
        CheckedPage.HeatmapCells[] last = [];
        var text = "";
        var same = 0;
        await Wait.UntilAsync("three pictures are shown, and stay", async () =>
        {
            CheckedPage.HeatmapCells[] now = [.. await Task.WhenAll(Pictures.Select(async name => await page.CellsAsync(name) ?? new CheckedPage.HeatmapCells()))];
            (last, same) = (now, now.SequenceEqual(last) ? same + 1 : 0);
            text = same >= 12 ? await page.Page.Locator("main").InnerTextAsync() : text;
            return same >= 12 && now.All(cells => cells.Known > 0 && cells.Rows == now[0].Rows);
        }, found: () => string.Join('\n', [.. last.Select(cells => cells.ToString()), .. page.Faults, text]));
        return (last[0], last[1], last[2]);
    }

    private static async Task<CheckedPage.HeatmapCells> WaitAsync(CheckedPage page, string chart, string what, Func<CheckedPage.HeatmapCells, bool> condition)
    {
        CheckedPage.HeatmapCells? cells = null;
        await Wait.UntilAsync(what, async () =>
            (cells = await page.CellsAsync(chart)) is { } found && condition(found));
        return cells!;
    }
}
