using Damon.Contracts.Rest;
using Damon.EndToEnd.Tests.Stack;
using Microsoft.Playwright;

namespace Damon.EndToEnd.Tests.Browser.Pages;

/// <summary>A server, a sampler and a browser for the tests of one lane.</summary>
/// <param name="browser">Starts browsers.</param>
public abstract class PagesStack(BrowserFixture browser) : IAsyncLifetime
{
    private readonly TemporaryFolder _memory = new();
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
    internal async Task<CheckedPage> OpenAsync(string path, int width = 1280, int height = 900, ColorScheme scheme = ColorScheme.Light)
    {
        var page = new CheckedPage(await (await ContextAsync()).NewPageAsync(), shared: true);
        await page.Page.SetViewportSizeAsync(width, height);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
        await page.Page.GotoAsync(Stack.Address.ToString().TrimEnd('/') + path);
        return page;
    }

    /// <summary>Opens a session, and returns when its picture is there.</summary>
    internal async Task<CheckedPage> OpenAsync(SessionResource session, string query = "", int width = 1280, int height = 900)
    {
        var page = await OpenAsync($"/sessions/{session.Id}{query}", width, height);
        await page.WaitForCellsAsync("the session's picture is there", cells => cells.NonEmpty > 0);
        return page;
    }

    /// <summary>Another browser that has the token, with nothing remembered; the caller ends it.</summary>
    internal async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options) => await SignedInAsync(await browser.NewContextAsync(options));

    private async Task<IBrowserContext> ContextAsync() => _context ??= await SignedInAsync(await browser.StartRememberingAsync(_memory.Path));

    // The cookie is all that is wanted; a page would start the whole client for it.
    private async Task<IBrowserContext> SignedInAsync(IBrowserContext context)
    {
        var answer = await context.APIRequest.GetAsync(Stack.PageAddress());
        Assert.True(answer.Ok, answer.StatusText);
        return context;
    }
}
