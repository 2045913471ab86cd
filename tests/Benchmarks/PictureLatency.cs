using System.Diagnostics;
using System.Globalization;
using Damon.Browsers;
using Damon.Contracts.Rest;
using Microsoft.Playwright;

namespace Damon.Benchmarks;

/// <summary>
/// How long after the end of an aggregation its snapshot is seen in the browser, how many frames a second the pages
/// draw, and what it all costs, minute by minute.
/// </summary>
internal static class PictureLatency
{
    private const string CountFrames = "() => { window.frames60 = 0; const next = () => { window.frames60++; requestAnimationFrame(next); }; next(); }";

    public static void Run(string[] arguments)
    {
        var minutes = Argument(arguments, 0, 5);
        var viewers = Argument(arguments, 1, 3);
        var regions = Argument(arguments, 2, 1_000);
        var height = Argument(arguments, 3, 900);
        using var stack = new PublishedStack(arguments.Length > 4 ? arguments[4] : PublishedStack.Default);
        var demo = stack.StartDemo();
        Thread.Sleep(2_000);
        var session = stack.StartSession(demo.Id, new AttributesRequest { MinRegions = regions, MaxRegions = regions + 200 });
        using var chromium = new Chromium();
        var pages = Enumerable.Range(0, viewers).Select(_ => Open(chromium, stack.Page("sessions/" + session.Id), height)).ToArray();

        // The pages begin with loading what was recorded before.
        Thread.Sleep(10_000);
        foreach (var page in pages)
        {
            page.EvaluateAsync(CountFrames).Wait();
            Lags(page);
        }

        var table = new Table("minute", "painted a viewer", "median ms", "95 % ms", "largest ms", "frames/s", "pages MiB", "browser CPU %", "server CPU %", "sampler CPU %");
        var (all, allFrames) = (new List<double>(), new List<double>());
        for (var minute = 1; minute <= minutes; minute++)
        {
            var (browser, server, sampler, watch) = (Chromium.Usage().CpuSeconds, PublishedStack.Cpu(stack.Server), PublishedStack.Cpu(stack.Sampler), Stopwatch.StartNew());
            Thread.Sleep(60_000);
            var seconds = watch.Elapsed.TotalSeconds;
            var used = Chromium.Usage();
            var lags = pages.SelectMany(Lags).Order().ToArray();
            var frames = pages.Min(page => Frames(page) / seconds);
            all.AddRange(lags);
            allFrames.Add(frames);
            table.Row(
                minute, lags.Length / viewers, At(lags, 0.5), At(lags, 0.95), At(lags, 1), frames, used.ResidentMiB,
                100 * (used.CpuSeconds - browser) / seconds,
                100 * (PublishedStack.Cpu(stack.Server) - server).TotalSeconds / seconds,
                100 * (PublishedStack.Cpu(stack.Sampler) - sampler).TotalSeconds / seconds);
        }

        var sorted = all.Order().ToArray();
        table.Row("all", sorted.Length / viewers, At(sorted, 0.5), At(sorted, 0.95), At(sorted, 1), allFrames.Min(), Chromium.Usage().ResidentMiB, "", "", "");
    }

    private static int Argument(string[] arguments, int index, int otherwise)
        => arguments.Length > index ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

    private static IPage Open(Chromium chromium, string address, int height)
    {
        var page = chromium.NewPage(1280, height);
        page.GotoAsync(address).Wait();
        while (!page.EvaluateAsync<bool>($"async () => (await ({HeatmapScript.Cells})())?.nonEmpty > 0").Result)
        {
            Thread.Sleep(100);
        }

        return page;
    }

    private static double[] Lags(IPage page) => page.EvaluateAsync<double[]>(HeatmapScript.Lags).Result;

    private static double Frames(IPage page) => page.EvaluateAsync<double>("() => { const n = window.frames60; window.frames60 = 0; return n; }").Result;

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
