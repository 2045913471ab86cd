using System.Globalization;
using System.Text.RegularExpressions;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What the picture shows and says, live and recorded.</summary>
[Collection(BrowserCollection.Name)]
public sealed partial class PictureTests(BrowserStack stack)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Picture_OfALiveAndARecordedSession_HasAreasCutGapsNamesAndALegend(bool live)
    {
        await using var page = await stack.OpenAsync(live ? stack.Running : stack.Recorded);
        var picture = new Picture(page);

        await Expect(page.Part("session-state")).ToContainTextAsync(live ? "live" : "replay");
        var text = "";
        await Wait.UntilAsync("both gaps between the three areas are cut out", async () => CutOut().Count(text = await picture.TextAsync()) >= 2, TimeSpan.FromSeconds(20), () => text);
        Assert.Contains("anonymous", text, StringComparison.Ordinal);
        Assert.Contains("stack", text, StringComparison.Ordinal);
        Assert.Contains("heap", text, StringComparison.Ordinal);
        Assert.True(Hex().Count(text) >= 3, $"Each area has an address beside it:\n{text}");
        Assert.Contains("% of samples, 0–100", text, StringComparison.Ordinal);
        await Expect(page.Part("legend-unknown")).ToContainTextAsync("unknown");
        Assert.Equal(0, await page.Part("legend-inferred").CountAsync());
        await AssertUnknownIsHatchedAsync(page, picture);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Hover_OverTheHotMemory_TellsAddressMappingRateAndAge()
    {
        await using var page = await stack.OpenAsync(stack.Recorded, Around(stack.Hot));

        // The view is the workload's memory with a quarter more on either side: the hot part is at 7/24 .. 11/24.
        await new Picture(page).HoverAsync(0.95, 9.0 / 24);

        var card = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Tooltip);
        await Expect(card).ToContainTextAsync("Region");
        var text = await card.InnerTextAsync();
        var range = Hex().Matches(text).Select(match => ulong.Parse(match.Value.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        Assert.True(range[0] < stack.Hot.HotEnd && range[1] > stack.Hot.HotStart, text);
        Assert.Contains("anonymous", text, StringComparison.Ordinal);
        Assert.Contains("rw-p", text, StringComparison.Ordinal);
        Assert.Contains("Age", text, StringComparison.Ordinal);
        Assert.True(double.Parse(Percent().Match(text).Groups[1].Value, CultureInfo.InvariantCulture) > 80, text);
    }

    [Fact]
    public async Task Hover_RestingOverALivePicture_TellsWhatHasComeUnderThePointer()
    {
        await using var page = await stack.OpenAsync(stack.Running);
        await new Picture(page).HoverAsync(0.9, 0.5);
        var card = page.Page.GetByRole(Microsoft.Playwright.AriaRole.Tooltip);
        await Expect(card).ToContainTextAsync(Clock());
        var before = Clock().Match(await card.InnerTextAsync()).Value;

        await Expect(card).Not.ToContainTextAsync(before);
        await Expect(card).ToContainTextAsync(Clock());
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Picture_RecordingWithoutItsBeginning_MarksWhatIsInferred()
    {
        await using var page = await stack.OpenAsync(stack.Headless);

        var cells = await page.WaitForCellsAsync("cells before the recording are inferred", cells => cells.Inferred > 0);

        Assert.True(cells.Inferred < cells.Known, "What was recorded is not inferred.");
        await Expect(page.Part("legend-inferred")).ToContainTextAsync("inferred");
        var picture = new Picture(page);
        Assert.Contains(await picture.ColumnAsync(0.05), pixel => (pixel & 0xff) is > 0 and < 255);
        Assert.DoesNotContain(await picture.ColumnAsync(0.95), pixel => (pixel & 0xff) is > 0 and < 255);
    }

    [Fact]
    public async Task Shading_EveryChoice_ChangesThePictureAndItsLegend()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var picture = new Picture(page);
        var before = await picture.SettledHashAsync();
        var seen = new HashSet<double> { before };
        await page.OpenColoursAsync();
        var chosen = new[]
        {
            ("map", "inferno", null), ("map", "cividis", null), ("map", "grey", null), ("map", "viridis", null),
            ("scale", "Linear", "0–100"), ("scale", "Log", "(log scale)"), ("clamp", "25", "0–25"), ("hide", "5", (string?)null),
        };

        foreach (var (control, value, legend) in chosen)
        {
            await page.Part(control).SelectOptionAsync(value);
            await Wait.UntilAsync($"{control} {value} changes the picture", async () => await picture.HashAsync() != before);
            before = await picture.SettledHashAsync();
            Assert.Equal(value != "viridis", seen.Add(before));
            await Wait.UntilAsync($"the legend of {control} {value}", async () => legend is null || (await picture.TextAsync()).Contains(legend, StringComparison.Ordinal));
        }

        Assert.True((await page.CellsAsync())!.Hidden > 0);
        Assert.Equal(25, (await page.CellsAsync())!.Hottest, 1);
        await Expect(page.Part("legend-hidden")).ToContainTextAsync("below 5 %");
    }

    /// <summary>The query for a view of a workload's memory with a quarter of it more on either side.</summary>
    private static string Around(Workload workload)
    {
        var more = (workload.End - workload.Start) / 4;
        return string.Create(CultureInfo.InvariantCulture, $"?low=0x{workload.Start - more:x}&high=0x{workload.End + more:x}");
    }

    private static async Task AssertUnknownIsHatchedAsync(CheckedPage page, Picture picture)
    {
        var cells = (await page.CellsAsync())!;
        Assert.True(cells.Known < cells.Columns * cells.Rows, "Unmapped memory is unknown.");
        Assert.Contains(0u, await picture.ColumnAsync(0.9));
        var ground = await page.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('canvas.cells')).backgroundImage");
        Assert.Contains("repeating-linear-gradient", ground, StringComparison.Ordinal);
    }

    [GeneratedRegex("gap of .* cut out")]
    private static partial Regex CutOut();

    [GeneratedRegex("[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]")]
    private static partial Regex Clock();

    [GeneratedRegex("0x[0-9a-f]+")]
    private static partial Regex Hex();

    [GeneratedRegex("([0-9.]+) %")]
    private static partial Regex Percent();
}
