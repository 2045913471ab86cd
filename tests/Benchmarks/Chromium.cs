using System.Globalization;
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

    /// <summary>Anonymous resident memory of the pages' processes, MiB, and the CPU time of the whole browser, seconds.</summary>
    public static (double ResidentMiB, double CpuSeconds) Usage()
    {
        var processes = Directory.EnumerateDirectories("/proc").Where(f => char.IsAsciiDigit(Path.GetFileName(f)[0])).Select(Read).OfType<Facts>().ToDictionary(f => f.Pid);
        var ours = processes.Values.Where(f => IsOurs(f.Pid)).ToArray();
        return (ours.Where(f => f.Command.Contains("--type=renderer", StringComparison.Ordinal)).Sum(f => f.AnonymousKiB) / 1024.0, ours.Sum(f => f.Ticks) / 100.0);

        bool IsOurs(int pid) => processes.TryGetValue(pid, out var facts) && facts.Command.Contains("chromium", StringComparison.Ordinal) && HasAncestor(pid);

        bool HasAncestor(int pid)
        {
            while (processes.TryGetValue(pid, out var facts))
            {
                if (facts.Parent == Environment.ProcessId)
                {
                    return true;
                }

                pid = facts.Parent;
            }

            return false;
        }
    }

    public void Dispose()
    {
        Browser.CloseAsync().Wait();
        _playwright.Dispose();
    }

    private static Facts? Read(string folder)
    {
        try
        {
            var stat = File.ReadAllText(folder + "/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var anonymous = File.ReadLines(folder + "/status").FirstOrDefault(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
            return new Facts(
                Number(Path.GetFileName(folder)), Number(fields[1]), File.ReadAllText(folder + "/cmdline"), Number(fields[11]) + Number(fields[12]),
                anonymous is null ? 0 : Number(anonymous[8..].Replace("kB", "", StringComparison.Ordinal)));
        }
        catch (IOException)
        {
            // It has just ended.
            return null;
        }
    }

    private static int Number(string text) => int.Parse(text.Trim(), CultureInfo.InvariantCulture);

    private sealed record Facts(int Pid, int Parent, string Command, long Ticks, long AnonymousKiB);
}
