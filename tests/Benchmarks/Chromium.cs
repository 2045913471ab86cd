using Microsoft.Playwright;

namespace Damon.Benchmarks;

/// <summary>A headless Chromium, the system's own.</summary>
internal sealed class Chromium : IDisposable
{
    private readonly IPlaywright _playwright = Playwright.CreateAsync().Result;

    public Chromium() => Browser = _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
    {
        ExecutablePath = "/usr/bin/chromium",
        Args =
        [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
        ],
    }).Result;

    public IBrowser Browser { get; }

    /// <summary>A page with nothing in its cache.</summary>
    public IPage NewPage(int width = 1280, int height = 900)
    {
        var context = Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } }).Result;
        return context.NewPageAsync().Result;
    }

    /// <summary>Resident memory of the pages' processes, MiB, and the CPU time of the whole browser, seconds.</summary>
    public static (double ResidentMiB, double CpuSeconds) Usage()
    {
        var (pages, ticks) = (0L, 0L);
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])))
        {
            try
            {
                var command = File.ReadAllText(folder + "/cmdline");
                if (!command.Contains("chromium", StringComparison.Ordinal) || !command.Contains("--headless", StringComparison.Ordinal))
                {
                    if (!command.Contains("--type=", StringComparison.Ordinal))
                    {
                        continue;
                    }
                }

                var stat = File.ReadAllText(folder + "/stat");
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                ticks += long.Parse(fields[11]) + long.Parse(fields[12]);
                pages += command.Contains("--type=renderer", StringComparison.Ordinal) ? long.Parse(fields[21]) : 0;
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }

        return (pages * 4096 / 1048576.0, ticks / 100.0);
    }

    public void Dispose()
    {
        Browser.CloseAsync().Wait();
        _playwright.Dispose();
    }
}
