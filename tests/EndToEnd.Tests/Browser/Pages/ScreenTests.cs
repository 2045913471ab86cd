using System.Globalization;
using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>
/// The pages on small and wide screens, dark and light, with the demo. Their pictures go to <c>docs/screens</c> when one is missing or
/// the environment asks for new ones.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class ScreenTests(BrowserStack stack)
{
    private const string Folder = "docs/screens";
    private const string TakeAnew = "DAMON_TAKE_PICTURE";

    private static readonly string[] Names = ["live-light", "live-dark", "idle", "lens", "phone", "replay-wide", "start-dialog", "compare"];

    /// <summary>A minute, or just enough to see something.</summary>
    private static long RecordedUs => PicturesWanted ? 75_000_000 : 3_000_000;

    private static bool PicturesWanted =>
        Environment.GetEnvironmentVariable(TakeAnew) is { Length: > 0 } || Array.Exists(Names, name => !File.Exists(PathOf(name)));

    [Fact]
    public async Task Pages_OnEveryScreen_FitItsWidth()
    {
        // By a short path: its command line is in a picture.
        await using var demo = new RunningProgram("dotnet", [Path.GetRelativePath(Repository.Root, PublishedPrograms.Sampler), "demo"]);
        await demo.WaitForLineAsync("The demo is ready");
        var session = await stack.Api.StartAsync(new CreateSessionRequest { Name = "Hot memory that moves", Targets = [new TargetRequest(demo.Pid)] });
        await Wait.UntilAsync("enough of the demo is recorded", async () =>
            (await stack.Api.SessionAsync(session.Id)) is { FirstUs: { } first, LastUs: { } last } && last - first >= RecordedUs, TimeSpan.FromMinutes(3));
        var path = $"/sessions/{session.Id}";

        await ShowAsync("live-light", path, 1280, 900, ColorScheme.Light);
        await ShowAsync("live-dark", path, 1280, 900, ColorScheme.Dark);
        await ShowAsync("idle", path, 1280, 900, ColorScheme.Light, IdleAsync);
        await ShowAsync("lens", path, 1280, 900, ColorScheme.Light, LensAsync);
        await ShowAsync("phone", path, 390, 844, ColorScheme.Light);
        await ShowAsync("start-dialog", "/", 1280, 900, ColorScheme.Light, page => OpenDialogAsync(page, demo.Pid));
        var ended = await stack.Api.StopAsync(session.Id);
        var (first, length) = (ended.FirstUs!.Value, ended.LastUs!.Value - ended.FirstUs.Value);
        await ShowAsync("replay-wide", $"{path}?from={first + length / 4}&to={first + length * 3 / 4}", 2560, 1000, ColorScheme.Dark, SelectAsync);
        await ShowAsync("compare", $"/compare?a={session.Id}&ato={Seconds(length / 2)}&b={session.Id}&bfrom={Seconds(length / 2)}", 1280, 1300, ColorScheme.Light, CompareAsync);
    }

    private static string PathOf(string name) => Repository.PathOf($"{Folder}/{name}.png");

    private static string Seconds(long us) => TimeSpan.FromMicroseconds(us).ToString(@"m\:ss", CultureInfo.InvariantCulture);

    private static async Task OpenDialogAsync(CheckedPage page, int pid)
    {
        await page.Part("process-search").FillAsync(pid.ToString(CultureInfo.InvariantCulture));
        await page.Page.Locator($"[data-testid=process-row][data-pid='{pid}']").GetByTestId("start-session").ClickAsync();
        await Expect(page.Part("start-dialog")).ToBeVisibleAsync();
    }

    private static Task IdleAsync(CheckedPage page) => page.Part("idle-panel").EvaluateAsync("panel => panel.scrollIntoView({ block: 'start' })");

    private static async Task LensAsync(CheckedPage page)
    {
        await page.Page.Keyboard.PressAsync("x");
        await page.Part("selection-pages").ClickAsync();
        await page.Part("lens-parts").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Part("lens-table")).ToBeVisibleAsync();
        if (PicturesWanted)
        {
            // Squares of one colour show nothing.
            await page.Page.WaitForTimeoutAsync(15_000);
        }
    }

    private static async Task CompareAsync(CheckedPage page)
    {
        await page.WaitForCellsAsync("the pictures are there", cells => cells.NonEmpty > 0);
        await Expect(page.Part("compare-mapping-row").First).ToBeVisibleAsync();
    }

    private static async Task SelectAsync(CheckedPage page)
    {
        await page.Part("drag-select").ClickAsync();
        await new Picture(page).DragAsync((0.4, 0.12), (0.6, 0.4));
        await Expect(page.Part("selection")).ToBeVisibleAsync();
    }

    private async Task ShowAsync(string name, string path, int width, int height, ColorScheme scheme, Func<CheckedPage, Task>? prepare = null)
    {
        await using var page = await stack.OpenAsync(path, width, height, scheme);
        if (path.StartsWith("/sessions", StringComparison.Ordinal))
        {
            await page.WaitForCellsAsync("the picture is there", cells => cells.NonEmpty > 0);
            await Expect(page.Part("mapping-row").First).ToBeVisibleAsync();
        }

        await (prepare?.Invoke(page) ?? Task.CompletedTask);
        var wide = await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.True(wide <= width, $"The page {name} is {wide} pixels wide on a screen of {width}.");
        var taken = await page.Page.ScreenshotAsync(new PageScreenshotOptions { Type = ScreenshotType.Png });

        // That everything is too much to be looked at page by page is what the server says.
        Assert.DoesNotContain(page.Faults, fault => name != "lens" || !fault.Contains("400", StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable(TakeAnew) is { Length: > 0 } || !File.Exists(PathOf(name)))
        {
            Directory.CreateDirectory(Repository.PathOf(Folder));
            await File.WriteAllBytesAsync(PathOf(name), taken, TestContext.Current.CancellationToken);
        }
    }
}
