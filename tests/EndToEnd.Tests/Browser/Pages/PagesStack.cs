using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>A server, a sampler and a browser for the tests of one lane.</summary>
/// <param name="browser">Starts browsers.</param>
public abstract class PagesStack(BrowserFixture browser) : IAsyncLifetime
{
    /// <summary>Where a page waits for the next test: nothing of the client is at work there.</summary>
    private const string Rest = "/not-found";

    private const string Navigate = "path => { Blazor.navigateTo(path); window.scrollTo(0, 0); }";

    private readonly TemporaryFolder _memory = new();

    /// <summary>Pages of tests that are over. That the client starts, and its code is made ready anew, is most of what a page costs.</summary>
    private readonly Stack<IPage> _resting = new();
    private DamonStack? _stack;
    private IBrowserContext? _context;

    internal DamonStack Stack => _stack!;

    internal DamonApi Api => Stack.Api;

    public virtual async ValueTask InitializeAsync() => _stack = await DamonStack.StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens a page in a browser that has the token.</summary>
    /// <param name="path">Path and query.</param>
    /// <param name="width">Of the window, pixels.</param>
    /// <param name="height">Likewise.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="anew">Whether the client must start for it; else it may go there from another page.</param>
    internal async Task<CheckedPage> OpenAsync(string path, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light, bool anew = false)
    {
        IPage? resting = null;
        var goes = !anew && _resting.TryPop(out resting);
        var page = new CheckedPage(resting ?? await (await ContextAsync()).NewPageAsync(), anew ? static one => one.Page.CloseAsync() : RestAsync);
        await page.Page.SetViewportSizeAsync(width, height);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await (goes ? GoAsync(page, path) : page.Page.GotoAsync(Stack.Address.ToString().TrimEnd('/') + path));
        return page;
    }

    /// <summary>Opens a session, and returns when its picture is there.</summary>
    internal async Task<CheckedPage> OpenAsync(SessionResource session, string query = "", int width = 1280, int height = 900, bool anew = false)
    {
        var page = await OpenAsync($"/sessions/{session.Id}{query}", width, height, anew: anew);
        await page.WaitForCellsAsync("the session's picture is there", cells => cells.NonEmpty > 0);
        return page;
    }

    /// <summary>Another browser that has the token, with nothing remembered; the caller ends it.</summary>
    internal async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => await SignedInAsync(await browser.NewContextAsync(options));

    /// <summary>A browser that has no token, with nothing remembered; the caller ends it.</summary>
    internal Task<IBrowserContext> NewStrangerAsync(BrowserNewContextOptions options) => browser.NewContextAsync(options);

    private async Task<IBrowserContext> ContextAsync() => _context ??= await SignedInAsync(await browser.StartRememberingAsync(_memory.Path));

    // The cookie is all that is wanted; a page would start the whole client for it.
    private async Task<IBrowserContext> SignedInAsync(IBrowserContext context)
    {
        var answer = await context.APIRequest.GetAsync(Stack.PageAddress());
        Assert.True(answer.Ok, answer.StatusText);
        return context;
    }

    /// <summary>Goes to another page as a link does: the client stays.</summary>
    internal static async Task GoAsync(CheckedPage page, string path)
    {
        // Of two sessions the page would be the same one.
        await page.Page.EvaluateAsync(Navigate, Rest);
        await page.Page.EvaluateAsync(Navigate, path);
    }

    private async Task RestAsync(CheckedPage page)
    {
        if (page.Faults.Count > 0 || !page.Page.Url.StartsWith(Stack.Address.ToString(), StringComparison.Ordinal))
        {
            await page.Page.CloseAsync();
            return;
        }

        await page.Page.Mouse.MoveAsync(0, 0);
        await GoAsync(page, Rest);
        _resting.Push(page.Page);
    }
}
