using Damon.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Damon.EndToEnd.Tests.Browser;

/// <summary>One headless Chromium, Debian's own, for all tests that need one.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Without windows first: a page costs it two thirds of what it costs the whole browser.</summary>
    private static readonly string[] Chromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly SemaphoreSlim _launching = new(1);
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A page with nothing remembered; skips the test where there is no Chromium.</summary>
    internal async Task<CheckedPage> NewPageAsync(int width = 1400, int height = 1000)
    {
        var context = await NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
        });
        return new CheckedPage(await context.NewPageAsync());
    }

    /// <summary>A context with nothing remembered; skips the test where there is no Chromium.</summary>
    internal async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        var chromium = Chromium();
        return await (await BrowserAsync(chromium)).NewContextAsync(options);
    }

    /// <summary>
    /// A browser of its own that remembers in <paramref name="folder"/>, as a user's does: above all the client's code as compiled
    /// before, which it else compiles for every page anew. The caller ends it; skips the test where there is no Chromium.
    /// </summary>
    internal async Task<IBrowserContext> StartRememberingAsync(string folder)
    {
        var chromium = Chromium();
        return await (await PlaywrightAsync()).Chromium.LaunchPersistentContextAsync(folder,
            new BrowserTypeLaunchPersistentContextOptions { ExecutablePath = chromium, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        _launching.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static string Chromium()
    {
        var chromium = Array.Find(Chromiums, File.Exists);
        Assert.SkipUnless(chromium is not null, $"There is no {Chromiums[0]}; install the package chromium-headless-shell.");
        return chromium;
    }

    // Several lanes may want it at once.
    private async Task<IBrowser> BrowserAsync(string chromium)
    {
        var playwright = await PlaywrightAsync();
        await _launching.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return _browser ??= await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = chromium, Args = Arguments });
        }
        finally
        {
            _launching.Release();
        }
    }

    private async Task<IPlaywright> PlaywrightAsync()
    {
        await _launching.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            Assertions.SetDefaultExpectTimeout(30_000);
            return _playwright ??= await Playwright.CreateAsync();
        }
        finally
        {
            _launching.Release();
        }
    }
}
