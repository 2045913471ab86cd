using System.Globalization;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>What the pages say when there is nothing to show, and when something is gone.</summary>
[Collection(Lanes.Beside)]
public sealed class StateTests(BrowserFixture browser)
{
    [Fact]
    public async Task Pages_ServerKilledTargetEnded_SayWhatHappenedAndRecover()
    {
        await using var stack = await DamonStack.StartAsync(samplerOptions: "--Damon:Link:BufferedSnapshots=5");
        using var workload = Workload.Run("hot", "64", "16", "16");
        await using var page = await browser.NewPageAsync(1280, 1000);
        await page.Page.GotoAsync(stack.PageAddress());
        await Expect(page.Part("sessions-empty")).ToContainTextAsync("Nothing has been recorded yet");

        var session = await stack.Api.StartAsync(workload.Pid);
        await stack.Api.WaitForSnapshotsAsync(session.Id, 20);
        await page.Page.GotoAsync($"{stack.Address}sessions/{session.Id}");
        await page.WaitForCellsAsync("the live picture is there", cells => cells.NonEmpty > 0);
        Assert.Empty(page.Faults);
        await AssertSurvivesOutageAsync(stack, page, session);

        workload.Kill();
        await Expect(page.Part("target-ended")).ToContainTextAsync("has ended");
        await Expect(page.Part("ended-because")).ToContainTextAsync("exited");
        await Expect(page.Part("session-state")).ToContainTextAsync("replay");
        var after = await page.WaitForCellsAsync("the recording is shown", cells => cells.NonEmpty > 0);
        await AssertGapIsUnknownAsync(stack, page, session, after);
    }

    [Fact]
    public async Task SessionPage_NoTokenNoSession_SaysHowToGoOn()
    {
        await using var stack = await DamonStack.StartAsync();
        await using var page = await browser.NewPageAsync();
        await page.Page.GotoAsync($"{stack.Address}sessions/none");
        await Expect(page.Page.Locator("main")).ToContainTextAsync("Not signed in");

        await page.Page.GotoAsync(stack.PageAddress());
        await page.Page.GotoAsync($"{stack.Address}sessions/none");
        await Expect(page.Page.Locator("main")).ToContainTextAsync("There is no such session");

        // A slow server: the page says that it loads.
        using var workload = Workload.Run("hot", "16", "4", "4");
        var session = await stack.Api.StartAsync(workload.Pid);
        var answer = new TaskCompletionSource();
        await page.Page.RouteAsync($"**/api/v1/sessions/{session.Id}", async route =>
        {
            await answer.Task;
            await route.ContinueAsync();
        });
        await page.Page.GotoAsync($"{stack.Address}sessions/{session.Id}");
        await Expect(page.Part("session-loading")).ToBeVisibleAsync();
        answer.SetResult();
        await Expect(page.Part("session-loading")).ToHaveCountAsync(0);
        await Expect(page.Part("session-state")).ToContainTextAsync("live");
    }

    private static async Task AssertSurvivesOutageAsync(DamonStack stack, CheckedPage page, SessionResource session)
    {
        await stack.KillServerAsync();
        await Expect(page.Part("disconnected")).ToContainTextAsync("trying again");
        await Expect(page.Part("session-state")).ToContainTextAsync("disconnected");
        Assert.True((await page.CellsAsync())!.NonEmpty > 0, "The picture stays.");

        // Longer than the sampler's buffer lasts, so that something is not recorded.
        var still = (await page.CellsAsync())!.Checksum;
        using var patience = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await patience.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        Assert.Equal(still, (await page.CellsAsync())!.Checksum);
        await stack.StartServerAsync();
        await stack.WaitForSamplerAsync();
        await Expect(page.Part("disconnected")).ToHaveCountAsync(0);
        await page.WaitForCellsAsync("the picture goes on", cells => cells.Checksum != still);
        await Wait.UntilAsync("the loss is known", async () => (await stack.Api.SessionAsync(session.Id)) is { LostSnapshots: > 0, State: SessionState.Running });
    }

    // Of the moment in the middle of what the sampler lost nothing is drawn.
    private static async Task AssertGapIsUnknownAsync(DamonStack stack, CheckedPage page, SessionResource session, CheckedPage.HeatmapCells before)
    {
        var snapshots = await stack.Api.SnapshotsAsync(session.Id);
        var (earlier, later) = snapshots.Zip(snapshots.Skip(1)).MaxBy(pair => pair.Second.StartUs - pair.First.EndUs);
        Assert.True(later.StartUs - earlier.EndUs >= 500_000, "Nothing was lost.");
        var (from, to) = (earlier.EndUs - 1_000_000, later.StartUs + 1_000_000);
        await page.Page.GotoAsync(string.Create(CultureInfo.InvariantCulture, $"{stack.Address}sessions/{session.Id}?from={from}&to={to}"));
        await page.WaitForCellsAsync("the part around the gap is shown", cells => cells.NonEmpty > 0 && cells.Checksum != before.Checksum);
        var picture = new Picture(page);
        Assert.All(await picture.ColumnAsync(At(earlier.EndUs, later.StartUs)), pixel => Assert.Equal(0u, pixel));

        // Not anywhere beside the gap: on a busy machine there may be another one soon.
        Assert.Contains(await picture.ColumnAsync(At(earlier.StartUs, earlier.EndUs)), pixel => pixel != 0);
        Assert.Contains(await picture.ColumnAsync(At(later.StartUs, later.EndUs)), pixel => pixel != 0);

        double At(long startUs, long endUs) => (((startUs + endUs) / 2.0) - from) / (to - from);
    }
}
