using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>The pages against the rules of accessibility that a program can check.</summary>
[Collection(BrowserCollection.Name)]
public sealed class AccessRulesTests(BrowserStack stack)
{
    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] },

        // Of rules that are kept only their number counts: that each of their elements is described takes most of the time.
        ResultTypes = [ResultType.Violations],
    };

    [Fact]
    public async Task Pages_InLightAndDark_BreakNoRule()
    {
        // The checker is a script put into the page, which the pages' policy would refuse.
        await using var page = new CheckedPage(await (await stack.NewContextAsync(new BrowserNewContextOptions
        {
            BypassCSP = true,
            ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
        })).NewPageAsync());
        var broken = new List<string>();

        await page.Page.GotoAsync(stack.Stack.Address.ToString());
        await Expect(page.Part("session-row").First).ToBeVisibleAsync();
        await page.Part("process-search").FillAsync(BrowserStack.WorkloadName);
        await Expect(page.Part("process-row").First).ToContainTextAsync(BrowserStack.WorkloadName);
        await CheckAsync(page, "start page", broken);
        await page.Part("start-session").First.ClickAsync();
        await Expect(page.Part("start-dialog")).ToBeVisibleAsync();
        await page.Part("tune").CheckAsync();
        await CheckAsync(page, "start dialog", broken);
        await page.Part("start-cancel").ClickAsync();
        await page.Part("pick-groups").ClickAsync();
        await page.Part("process-search").FillAsync("damon-pages");
        await page.Part("group-unfold").First.ClickAsync();
        await Expect(page.Part("group-process").First).ToBeVisibleAsync();
        await CheckAsync(page, "groups", broken);
        await page.Part("delete-session").First.ClickAsync();
        await CheckAsync(page, "delete dialog", broken);
        await page.Part("delete-keep").ClickAsync();
        await page.Part("import-record").ClickAsync();
        await page.Part("import-file").SetInputFilesAsync(new FilePayload { Name = "no.data", MimeType = "text/plain", Buffer = "no record"u8.ToArray() });
        await page.Part("import-send").ClickAsync();
        await Expect(page.Part("problem")).ToBeVisibleAsync();
        await CheckAsync(page, "import dialog", broken);

        await PagesStack.GoAsync(page, $"/sessions/{stack.Running.Id}");
        await page.WaitForCellsAsync("the live picture is there", cells => cells.NonEmpty > 0);
        await Expect(page.Part("mapping-row").First).ToBeVisibleAsync();
        await CheckAsync(page, "live session", broken);
        await page.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Help" }).ClickAsync();
        await Expect(page.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await CheckAsync(page, "help", broken);
        await page.Part("help").PressAsync("Escape");
        await page.Page.Keyboard.PressAsync("x");
        await page.Part("selection-pages").ClickAsync();
        await page.Part("lens-parts").GetByRole(AriaRole.Button).First.ClickAsync();
        await Expect(page.Part("lens-table")).ToBeVisibleAsync();
        await CheckAsync(page, "every page", broken);
        await page.Part("lens-close").ClickAsync();
        await PagesStack.GoAsync(page, $"/sessions/{stack.Recorded.Id}");
        await Expect(page.Part("member-row")).ToHaveCountAsync(2);
        await CheckAsync(page, "session of two processes", broken);
        await PagesStack.GoAsync(page, $"/sessions/{stack.Headless.Id}");
        await page.WaitForCellsAsync("the recorded picture is there", cells => cells.NonEmpty > 0);
        await Expect(page.Part("mapping-row").First).ToBeVisibleAsync();
        await page.Page.Keyboard.PressAsync("x");
        await Expect(page.Part("selection")).ToBeVisibleAsync();
        await CheckAsync(page, "recorded session", broken);

        await PagesStack.GoAsync(page, $"/compare?a={stack.Headless.Id}&b={stack.Recorded.Id}");
        await Expect(page.Part("compare-mapping-row").First).ToBeVisibleAsync();
        await CheckAsync(page, "comparison", broken);

        await PagesStack.GoAsync(page, "/access");
        await Expect(page.Part("signin-row").First).ToBeVisibleAsync();
        await Expect(page.Part("audit-row").First).ToBeVisibleAsync();
        await CheckAsync(page, "access", broken);

        Assert.True(broken.Count == 0, string.Join('\n', broken));
    }

    private static async Task CheckAsync(CheckedPage page, string what, List<string> broken)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
            var result = await page.Page.RunAxe(Rules);
            Assert.True(result.Passes.Length > 10, "The checker has looked at something.");
            broken.AddRange(result.Violations.SelectMany(rule => rule.Nodes.Take(4).Select(node => $"{what}, {scheme}: {rule.Id}: {rule.Help}: {node.Html} {string.Join("; ", node.Any.Select(check => check.Message))}")));
        }
    }
}
