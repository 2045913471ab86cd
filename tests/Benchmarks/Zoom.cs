using Damon.Benchmarks.Real;
using Damon.Contracts.Rest;
using Microsoft.Playwright;

namespace Damon.Benchmarks;

/// <summary>
/// From a key that zooms a recording to its cells: until they have come, and until a frame shows them. The demo with 1,000
/// regions, recorded by this publication and by each further one, which take turns.
/// </summary>
internal static class Zoom
{
    private const int Rounds = 24;

    /// <summary>Notes when cells have come after a key, and the first frame in which they are drawn.</summary>
    private const string Watching =
        """
        () => {
            const get = window.fetch;
            window.fetch = async (...all) => {
                const answer = await get(...all);
                if (String(all[0].url ?? all[0]).includes('/cells')) {
                    answer.clone().arrayBuffer().then(() => { window.cameAt = performance.now(); });
                }
                return answer;
            };
            const put = CanvasRenderingContext2D.prototype.drawImage;
            CanvasRenderingContext2D.prototype.drawImage = function (...all) {
                if (window.cameAt > window.pressedAt && !window.shownAt) {
                    requestAnimationFrame(() => { window.shownAt = window.shownAt || performance.now(); });
                }
                return put.apply(this, all);
            };
        }
        """;

    private static readonly TimeSpan Recorded = TimeSpan.FromSeconds(45);

    /// <summary>Runs.</summary>
    /// <param name="arguments">Further publications.</param>
    public static void Run(string[] arguments)
    {
        string[] published = [PublishedStack.Default, .. arguments];
        using var chromium = new Chromium();
        var stacks = published.Select(static folder => new PublishedStack(folder)).ToArray();
        Array.ForEach(stacks, Record);
        var pages = stacks.Select(stack => Open(chromium, stack)).ToArray();
        var found = stacks.Select(static _ => new List<(double Came, double Shown)>()).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < pages.Length; i++)
            {
                found[i].Add(Step(pages[i], round % 6 < 3 ? "w" : "s"));
            }
        }

        var table = new Table("publication", "cells there, ms", "shown, ms (median)", "lower quartile", "upper quartile", "largest", "of the first");
        for (var i = 0; i < stacks.Length; i++)
        {
            var shown = found[i].Select(static one => one.Shown).Order().ToArray();
            var ratio = Statistics.Median(found[i].Zip(found[0], static (mine, first) => mine.Shown / first.Shown));
            table.Row(i == 0 ? "this" : $"argument {i}", Statistics.Median(found[i].Select(static one => one.Came)), Statistics.Median(shown), shown[Rounds / 4], shown[Rounds * 3 / 4], shown[^1], ratio);
            stacks[i].Dispose();
        }
    }

    private static void Record(PublishedStack stack)
    {
        using var demo = new DemoProgram();
        var session = stack.StartSession(demo.Pids, new AttributesRequest { MinRegions = 1_000, MaxRegions = 1_200 });
        Thread.Sleep(Recorded);
        stack.StopSession(session.Id);
    }

    private static IPage Open(Chromium chromium, PublishedStack stack)
    {
        var page = chromium.NewPage(1440, 900);
        page.GotoAsync(stack.Page($"sessions/{stack.NewestSession()}")).Wait();
        page.GetByTestId("mapping-row").First.WaitForAsync().Wait();
        Thread.Sleep(TimeSpan.FromSeconds(6));
        page.EvaluateAsync(Watching).Wait();
        return page;
    }

    private static (double Came, double Shown) Step(IPage page, string key)
    {
        page.BringToFrontAsync().Wait();
        page.EvaluateAsync("() => { window.cameAt = window.shownAt = 0; window.pressedAt = performance.now(); }").Wait();
        page.Keyboard.PressAsync(key).Wait();
        page.WaitForFunctionAsync("() => window.shownAt", null, new PageWaitForFunctionOptions { PollingInterval = 10 }).Wait();
        var times = page.EvaluateAsync<double[]>("() => [window.cameAt - window.pressedAt, window.shownAt - window.pressedAt]").Result;

        // Until the figures below have come too.
        Thread.Sleep(900);
        return (times[0], times[1]);
    }
}
