using System.Text.RegularExpressions;
using Damon.EndToEnd.Tests.Commands;
using Damon.EndToEnd.Tests.Stack;
using Damon.Model.Sessions;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser;

/// <summary><c>./run --demo</c>, as the README tells a newcomer to type it.</summary>
[Collection(Lanes.Alone)]
public sealed partial class DemoTests(BrowserFixture browser)
{
    /// <summary>Once over all stairs, and the start; microseconds.</summary>
    private const long WholeRound = 38_000_000;

    [Fact]
    public async Task RunDemo_InTheBrowser_ShowsTheHotAreaMoving()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Not root: ./run would ask for sudo's password.");
        await using var run = new RunCommand("--demo");
        var address = await run.SessionPageAsync();
        var id = address.Segments[^1];
        var session = await run.Api.SessionAsync(id);
        var memory = DemoMap.Of(session.Targets[0].Pid);
        await using var page = await browser.NewPageAsync();
        await page.Page.GotoAsync(address.ToString());
        await Expect(page.Part("session-state")).ToContainTextAsync(Live());
        await page.WaitForCellsAsync("the picture has cells with accesses", cells => cells.NonEmpty > 0);

        await Wait.UntilAsync("the hot area has been everywhere", async () =>
            (await run.Api.SessionAsync(id)) is { FirstUs: { } first, LastUs: { } last } && last - first >= WholeRound, TimeSpan.FromMinutes(3));
        var share = memory.ShareOfTimeOnStairs(await run.Api.SnapshotsAsync(id));
        run.Program.Signal(Libc.SigInt);

        Assert.True(share > 0.8, $"In {share:P0} of the snapshots the hottest area is where the demo has its hot memory.");
        Assert.Empty(page.Faults);
        Assert.Equal(0, await run.Program.WaitForExitAsync());
        Assert.Equal(SessionState.Running, session.State);
    }

    [GeneratedRegex("live")]
    private static partial Regex Live();
}
