using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Damon.EndToEnd.Tests.Browser.Pages.Access;

/// <summary>A viewer and an operator in two browsers.</summary>
[Collection(BrowserCollection.Name)]
public sealed class SigningInTests(BrowserStack stack)
{
    private static readonly BrowserNewContextOptions Window = new() { ViewportSize = new ViewportSize { Width = 1280, Height = 900 } };

    [Fact]
    public async Task Viewer_SignsInAndLooks_IsEndedByTheOperator_ComesBackAndSignsOut()
    {
        var token = (await File.ReadAllTextAsync(stack.Stack.Database + ".viewer-token", TestContext.Current.CancellationToken)).Trim();
        await using var viewer = new CheckedPage(await (await stack.NewStrangerAsync(Window)).NewPageAsync());
        await viewer.Page.GotoAsync(stack.Stack.Address.ToString());

        await SignInAsync(viewer, "not-the-token-at-all");
        await Expect(viewer.Part("sign-in-fault")).ToContainTextAsync("not the server's");
        await SignInAsync(viewer, token);
        await Expect(viewer.Part("own-role")).ToContainTextAsync("viewer");
        await Expect(viewer.Part("viewer-note")).ToBeVisibleAsync();
        await Expect(viewer.Part("session-row").First).ToBeVisibleAsync();
        await Expect(viewer.Part("delete-session")).ToHaveCountAsync(0);
        await PagesStack.GoAsync(viewer, $"/sessions/{stack.Running.Id}");
        await viewer.WaitForCellsAsync("the live picture is there", cells => cells.NonEmpty > 0);
        await Expect(viewer.Part("stop-session")).ToHaveCountAsync(0);

        await EndAsOperatorAsync();
        await Expect(viewer.Part("problem").First).ToContainTextAsync("Not signed in");

        await viewer.Page.GotoAsync(stack.Stack.Address.ToString());
        await SignInAsync(viewer, token);
        await viewer.Part("sign-out").ClickAsync();
        await Expect(viewer.Part("sign-in-form")).ToBeVisibleAsync();
        await viewer.Page.ReloadAsync();
        await Expect(viewer.Part("unauthorized")).ToBeVisibleAsync();
        Assert.Empty(await viewer.Page.Context.CookiesAsync());
    }

    private static async Task SignInAsync(CheckedPage page, string token)
    {
        await page.Part("sign-in-token").FillAsync(token);
        await page.Part("sign-in").ClickAsync();
    }

    private async Task EndAsOperatorAsync()
    {
        await using var page = new CheckedPage(await (await stack.NewContextAsync(Window)).NewPageAsync());
        await page.Page.GotoAsync(stack.Stack.Address.ToString());
        await page.Part("access-link").ClickAsync();
        var row = page.Part("signin-row").Filter(new LocatorFilterOptions { HasText = "viewer" });
        await row.GetByTestId("end-signin").First.ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(page.Page.Locator("[data-testid=audit-row][data-action=endSignIn]")).ToHaveCountAsync(1);
        await Expect(page.Page.Locator("[data-testid=audit-row][data-action=wrongToken]").First).ToContainTextAsync("refused (401)");
        Assert.Empty(page.Faults);
    }
}
