using System.Globalization;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>The bar below the picture: what time is shown, and moving in it.</summary>
[Collection(BrowserCollection.Name)]
public sealed class TimeBarTests(BrowserStack stack)
{
    private long First => stack.Recorded.FirstUs!.Value;

    private double Length => stack.Recorded.LastUs!.Value - First;

    [Fact]
    public async Task Live_Paused_StandsStillAndPlaysWhatIsRecordedUntilItFollowsAgain()
    {
        await using var page = await stack.OpenAsync(stack.Running);
        await Expect(page.Part("session-state")).ToHaveTextAsync("live");
        Assert.Equal(0, await page.Part("replay-play").CountAsync());

        await page.Part("pause").ClickAsync();
        await Expect(page.Part("session-state")).ToContainTextAsync("paused");
        await Expect(page.Part("session-state")).ToContainTextAsync("paused");
        var still = (await page.CellsAsync())!.Checksum;
        var count = (await stack.Api.SessionAsync(stack.Running.Id)).SnapshotCount;
        await stack.Api.WaitForSnapshotsAsync(stack.Running.Id, count + 10);
        Assert.Equal(still, (await page.CellsAsync())!.Checksum);

        await page.Part("replay-scrub").FillAsync("100");
        await page.Part("replay-play").ClickAsync();
        await Expect(page.Part("session-state")).ToContainTextAsync("replay, the session goes on");
        await page.Part("follow").ClickAsync();
        await Expect(page.Part("session-state")).ToHaveTextAsync("live");
        await page.WaitForCellsAsync("the newest is shown again", cells => cells.Checksum != still);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Live_OtherWindow_ShowsThatMuchTime()
    {
        await using var page = await stack.OpenAsync(stack.Running);

        await page.Part("window").SelectOptionAsync("15000000");

        await page.WaitForCellsAsync("fifteen seconds are shown", cells => cells.Columns is >= 145 and <= 160 && cells.NonEmpty > 0);
        Assert.Contains("window=15", page.Page.Url, StringComparison.Ordinal);
        await page.Part("window").SelectOptionAsync("300000000");
        await page.WaitForCellsAsync("five minutes are shown", cells => cells.Columns is >= 590 and <= 610 && cells.NonEmpty > 0);
    }

    [Fact]
    public async Task Replay_ScrubbedAndPlayed_GoesAsFastAsChosen()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        var whole = (await page.CellsAsync())!.NonEmpty;
        await Expect(page.Part("region-caption")).ToContainTextAsync(" at ");
        var caption = await page.Part("region-caption").InnerTextAsync();

        await page.Part("replay-scrub").FillAsync("500");
        var half = await ViewAddress.WaitAsync(page, "the play head is in the middle", view => view.At is not null);
        Assert.InRange(half.At!.Value - First, 0.49 * Length, 0.51 * Length);
        await page.Part("replay-jump").FillAsync("+0:02");
        await page.Part("replay-jump").PressAsync("Enter");
        await ViewAddress.WaitAsync(page, "the play head is at two seconds", view => view.At == First + 2_000_000);
        await Expect(page.Part("region-caption")).Not.ToHaveTextAsync(caption);

        // Played slowly, the picture fills from the left; ten times as fast, all is over in a second or two.
        await page.Part("replay-scrub").FillAsync("0");
        await page.Part("replay-play").ClickAsync();
        await page.WaitForCellsAsync("only what has been played is shown", cells => cells.NonEmpty > 0 && cells.NonEmpty < whole / 2);
        await Expect(page.Part("session-state")).ToContainTextAsync("replay");
        await page.Part("replay-play").ClickAsync();
        await Expect(page.Part("replay-play")).ToContainTextAsync("Play");
        var rate = new Dictionary<string, double>();
        foreach (var (speed, far) in new[] { ("1", 60), ("10", 600) })
        {
            await page.Part("replay-scrub").FillAsync("0");
            await page.Part("replay-speed").SelectOptionAsync(speed);
            rate[speed] = await SpeedAsync(page, far);
        }

        Assert.InRange(rate["1"], 0.5, 2);
        Assert.InRange(rate["10"], 5, 20);
        foreach (var speed in new[] { "60", "fit" })
        {
            await page.Part("replay-scrub").FillAsync("0");
            await page.Part("replay-speed").SelectOptionAsync(speed);
            await page.Part("replay-play").ClickAsync();
            await Expect(page.Part("replay-scrub")).ToHaveValueAsync("1000");
            await Expect(page.Part("replay-play")).ToContainTextAsync("Play");
        }

        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Range_TypedOrPreset_IsShownOrRefusedWithTheReason()
    {
        await using var page = await stack.OpenAsync(stack.Recorded);
        await page.Part("range-from").FillAsync("+0:08");
        await page.Part("range-to").FillAsync("+0:03");
        await page.Part("range-show").ClickAsync();
        await Expect(page.Page.Locator("#range-fault")).ToContainTextAsync("after the first");
        Assert.Null(ViewAddress.Of(page.Page.Url).From);

        await page.Part("range-from").FillAsync("soon");
        await page.Part("range-show").ClickAsync();
        await Expect(page.Page.Locator("#range-fault")).ToContainTextAsync("such as");
        await Expect(page.Part("range-from")).ToHaveAttributeAsync("aria-invalid", "true");

        await page.Part("range-from").FillAsync("+0:03");
        await page.Part("range-to").FillAsync("+0:08");
        await page.Part("range-to").PressAsync("Enter");
        var view = await ViewAddress.WaitAsync(page, "the range is shown", view => view.From is not null);
        Assert.Equal((First + 3_000_000, First + 8_000_000), (view.From, view.To));
        await Expect(page.Page.Locator("#range-fault")).ToBeEmptyAsync();
        await page.Part("window").SelectOptionAsync("all");
        await ViewAddress.WaitAsync(page, "all is shown", view => view.From is null);
        Assert.Empty(page.Faults);
    }

    [Fact]
    public async Task Overview_DraggedAndByKeys_MovesAndStretchesTheView()
    {
        await using var page = await stack.OpenAsync(stack.Recorded, $"?from={First + Length * 0.2:0}&to={First + Length * 0.4:0}");
        await page.Part("overview").ScrollIntoViewIfNeededAsync();
        var strip = (await page.Part("overview").BoundingBoxAsync())!;
        Assert.True(await PaintedAsync(page) > 20, "The overview shows the session.");

        await DragAsync(page, strip, 0.3, 0.6);
        var moved = await ViewAddress.WaitAsync(page, "the view is where the brush is", view => view.From > First + Length * 0.45);
        Assert.InRange(moved.Width, 0.19 * Length, 0.21 * Length);
        Assert.InRange(moved.From!.Value - First, 0.48 * Length, 0.52 * Length);
        await page.Part("overview-window").FocusAsync();
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        var left = await ViewAddress.WaitAsync(page, "an arrow moves the view", view => view.From < moved.From);
        Assert.InRange(moved.From!.Value - left.From!.Value, 0.015 * Length, 0.025 * Length);
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Home");
        var wide = await ViewAddress.WaitAsync(page, "the beginning alone moves", view => view.From <= First + 2);
        Assert.InRange(wide.To!.Value - left.To!.Value, -0.003 * Length, 0.003 * Length);
        await DragAsync(page, strip, 0.9, 0.95);
        await ViewAddress.WaitAsync(page, "a new brush is drawn beside the old", view => view.From > First + Length * 0.88);
        Assert.Empty(page.Faults);
    }

    private static Task<int> PaintedAsync(CheckedPage page) => page.Part("overview").Locator("canvas").EvaluateAsync<int>("""
        canvas => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size > 1 ? canvas.width : 0;
        }
        """);

    private static async Task DragAsync(CheckedPage page, LocatorBoundingBoxResult strip, double from, double to)
    {
        var y = strip.Y + strip.Height / 2;
        await page.Page.Mouse.MoveAsync(strip.X + (float)from * strip.Width, y);
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(strip.X + (float)to * strip.Width, y, new MouseMoveOptions { Steps = 5 });
        await page.Page.Mouse.UpAsync();
    }

    // Seconds of the recording a second, by the browser's clock: from the first move of the play head seen to a later one.
    private static async Task<double> SpeedAsync(CheckedPage page, int far)
    {
        await page.Part("replay-play").ClickAsync();
        var first = await HeadAsync(page);
        var last = first;
        await Wait.UntilAsync("the play head moves", async () =>
        {
            last = await HeadAsync(page);
            first = first.Position < 5 ? last : first;
            return last.Position - first.Position >= far || last.Position >= 900;
        });
        await Wait.UntilAsync("nothing is played", async () =>
        {
            // It may have come to its end by itself: then the button would begin anew.
            if (!(await page.Part("replay-play").InnerTextAsync()).Contains("Pause", StringComparison.Ordinal))
            {
                return true;
            }

            await page.Part("replay-play").ClickAsync();
            return false;
        });
        var length = (await page.Part("replay-time").InnerTextAsync()).Split('/')[1].Trim().Split(':');
        var seconds = int.Parse(length[0], CultureInfo.InvariantCulture) * 60 + double.Parse(length[1], CultureInfo.InvariantCulture);
        return (last.Position - first.Position) / 1_000 * seconds / ((last.At - first.At) / 1_000);
    }

    private static async Task<(double Position, double At)> HeadAsync(CheckedPage page)
    {
        var head = await page.Page.EvaluateAsync<double[]>("() => [Number(document.querySelector('[data-testid=replay-scrub]').value), performance.now()]");
        return (head[0], head[1]);
    }
}
