using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Playwright;

namespace Damon.Benchmarks;

/// <summary>
/// What opening a recording costs: calls of the API, and seconds from the first of them to the painted picture and to the end
/// of the last. Give a
/// database that holds the recording as its newest session; further publications are paired with this one.
/// </summary>
internal static class Opening
{
    private const int Rounds = 7;

    private const string Watching =
        """
        const get = window.fetch;
        window.fetch = async (...all) => {
            const url = String(all[0].url ?? all[0]);
            if (url.includes('/api/v1/sessions/')) {
                window.askedAt ??= performance.now();
            }
            const answer = await get(...all);
            if (url.includes('/cells')) {
                answer.clone().arrayBuffer().then(() => { window.cameAt = performance.now(); });
            }
            return answer;
        };
        const put = CanvasRenderingContext2D.prototype.drawImage;
        CanvasRenderingContext2D.prototype.drawImage = function (...all) {
            if (window.cameAt) {
                requestAnimationFrame(() => { window.paintedAt ??= performance.now(); });
            }
            return put.apply(this, all);
        };
        """;

    // Nothing more is asked for when nothing was for so long.
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(2);

    public static void Run(string[] arguments)
    {
        if (arguments.Length == 0)
        {
            Console.WriteLine("Skipped: give a database with a recording, such as one of ten minutes with 1,000 regions.");
            return;
        }

        string[] published = [PublishedStack.Default, .. arguments[1..]];
        var stacks = published.Select(folder => new PublishedStack(folder, recording: arguments[0])).ToArray();
        using var chromium = new Chromium();
        var found = published.Select(_ => new List<(int Calls, double Painted, double Seconds)>()).ToArray();
        for (var round = 0; round <= Rounds; round++)
        {
            for (var i = 0; i < stacks.Length; i++)
            {
                var one = Open(chromium, stacks[i]);
                if (round > 0)
                {
                    found[i].Add(one);
                }
            }
        }

        var table = new Table("publication", "calls", "painted, seconds (median)", "seconds (median)", "lower quartile", "upper quartile", "of the first");
        for (var i = 0; i < stacks.Length; i++)
        {
            var seconds = found[i].Select(one => one.Seconds).Order().ToArray();
            var ratio = Statistics.Median(found[i].Zip(found[0], (mine, first) => mine.Seconds / first.Seconds));
            table.Row(i == 0 ? "this" : $"argument {i}", Statistics.Median(found[i].Select(one => (double)one.Calls)), Statistics.Median(found[i].Select(one => one.Painted)), Statistics.Median(seconds), seconds[Rounds / 4], seconds[Rounds * 3 / 4], ratio);
            stacks[i].Dispose();
        }
    }

    private static (int Calls, double Painted, double Seconds) Open(Chromium chromium, PublishedStack stack)
    {
        var page = chromium.NewPage();
        var session = stack.NewestSession();
        page.GotoAsync(stack.Page("")).Wait();
        page.Locator("main").WaitForAsync().Wait();
        var watch = Stopwatch.StartNew();
        var (calls, open, first, last) = (0, 0, -1L, 0L);
        var paths = new ConcurrentQueue<string>();
        page.Request += (_, request) =>
        {
            if (IsCall(request))
            {
                Interlocked.Increment(ref calls);
                Interlocked.Increment(ref open);
                Interlocked.CompareExchange(ref first, watch.ElapsedMilliseconds, -1);
                paths.Enqueue(new Uri(request.Url).PathAndQuery);
            }
        };
        page.RequestFinished += (_, request) => Done(request);
        page.RequestFailed += (_, request) => Done(request);
        page.AddInitScriptAsync(Watching).Wait();
        page.GotoAsync(stack.Page($"sessions/{session}")).Wait();
        while (!paths.Any(path => path.Contains("/cells", StringComparison.Ordinal)) || Volatile.Read(ref open) > 0 || watch.ElapsedMilliseconds - Interlocked.Read(ref last) < Quiet.TotalMilliseconds)
        {
            Thread.Sleep(20);
        }

        var painted = page.EvaluateAsync<double>("() => window.paintedAt - window.askedAt").Result / 1e3;
        page.Context.CloseAsync().Wait();
        return (calls, painted, (Interlocked.Read(ref last) - Interlocked.Read(ref first)) / 1e3);

        bool IsCall(IRequest request) => request.Url.Contains($"/api/v1/sessions/{session}", StringComparison.Ordinal);

        void Done(IRequest request)
        {
            if (IsCall(request))
            {
                Interlocked.Exchange(ref last, watch.ElapsedMilliseconds);
                Interlocked.Decrement(ref open);
            }
        }
    }
}
