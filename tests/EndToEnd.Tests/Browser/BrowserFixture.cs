using Damon.EndToEnd.Tests.Browser;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(BrowserFixture))]

namespace Damon.EndToEnd.Tests.Browser;

/// <summary>One headless Chromium, Debian's own, for all tests that need one.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Without windows first: a page costs it two thirds of what it costs the whole browser.</summary>
    private static readonly string[] Chromiums = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

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
        var chromium = Array.Find(Chromiums, File.Exists);
        Assert.SkipUnless(chromium is not null, $"There is no {Chromiums[0]}; install the package chromium-headless-shell.");
        return await (await BrowserAsync(chromium)).NewContextAsync(options);
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

    // Both lanes may want it at once.
    private async Task<IBrowser> BrowserAsync(string chromium)
    {
        await _launching.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            Assertions.SetDefaultExpectTimeout(30_000);
            _playwright ??= await Playwright.CreateAsync();
            return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = chromium,
                Args =
                [
                    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                ],
            });
        }
        finally
        {
            _launching.Release();
        }
    }
}
