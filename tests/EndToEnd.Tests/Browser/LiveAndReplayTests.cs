using System.Globalization;
using System.Text.RegularExpressions;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser;

/// <summary>The way of a person through the pages, with a real process.</summary>
[Collection(Lanes.Beside)]
public sealed partial class LiveAndReplayTests(BrowserFixture browser)
{
    [Fact]
    public async Task Page_ProcessPickedAndStarted_ShowsItLiveStopsAndReplays()
    {
        await using var stack = await DamonStack.StartAsync();
        using var workload = Workload.Run("hot", "64", "16", "16");
        await using var page = await browser.NewPageAsync();
        await page.Page.GotoAsync(stack.PageAddress());

        await StartFromPickerAsync(page, workload.Pid);
        await AssertLiveAsync(page);
        await page.Part("stop-session").ClickAsync();
        await Expect(page.Part("session-state")).ToContainTextAsync(Stopped());
        await AssertReplaysAsync(page);
        Assert.Empty(page.Faults);
        await AssertReplaysAfterRestartAsync(stack, page);
    }

    [Fact]
    public async Task Page_WithoutToken_SaysHowToGetIn()
    {
        await using var stack = await DamonStack.StartAsync();
        await using var page = await browser.NewPageAsync();

        await page.Page.GotoAsync(stack.Address.ToString());

        await Expect(page.Part("unauthorized")).ToContainTextAsync("token");
    }

    private static async Task StartFromPickerAsync(CheckedPage page, int pid)
    {
        await page.Part("process-search").FillAsync(pid.ToString(CultureInfo.InvariantCulture));
        var row = page.Page.Locator($"[data-testid=process-row][data-pid=\"{pid}\"]");
        await row.GetByTestId("start-session").ClickAsync();
        await page.Part("start-confirm").ClickAsync();
        await page.Page.WaitForURLAsync(new Regex("/sessions/"));
    }

    private static async Task AssertLiveAsync(CheckedPage page)
    {
        await Expect(page.Part("session-state")).ToContainTextAsync(Live());
        var first = await page.WaitForCellsAsync("the live picture has cells with accesses", cells => cells.NonEmpty > 0);
        await page.WaitForCellsAsync("the live picture changes", cells => cells.NonEmpty > 0 && cells.Checksum != first.Checksum);
        await Expect(page.Part("region-count")).ToHaveTextAsync(Number());
        await Expect(page.Part("working-set")).ToContainTextAsync("B");
    }

    private static async Task AssertReplaysAsync(CheckedPage page)
    {
        await page.WaitForCellsAsync("the recorded picture has cells with accesses", cells => cells.NonEmpty > 0);
        await page.Part("replay-scrub").FillAsync("0");
        await Expect(page.Part("replay-time")).ToContainTextAsync("0:00 /");
        await page.Part("replay-speed").SelectOptionAsync("10");
        await page.Part("replay-play").ClickAsync();
        await Expect(page.Part("replay-time")).Not.ToContainTextAsync("0:00 /");
        await page.WaitForCellsAsync("the replay shows cells with accesses", cells => cells.NonEmpty > 0);
    }

    private static async Task AssertReplaysAfterRestartAsync(DamonStack stack, CheckedPage page)
    {
        await stack.KillServerAsync();
        await stack.StartServerAsync();
        await page.Page.GotoAsync(stack.PageAddress());
        await page.Part("session-row").First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(page.Part("session-state")).ToContainTextAsync(Stopped());
        await page.WaitForCellsAsync("the picture is there after a restart", cells => cells.NonEmpty > 0);
    }

    [GeneratedRegex("live|running", RegexOptions.IgnoreCase)]
    private static partial Regex Live();

    [GeneratedRegex("stopped|replay|ended", RegexOptions.IgnoreCase)]
    private static partial Regex Stopped();

    [GeneratedRegex("^[0-9]+$")]
    private static partial Regex Number();
}
