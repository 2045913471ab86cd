using System.Globalization;
using Damon.Benchmarks.Real;
using Damon.Contracts.Rest;

namespace Damon.Benchmarks.Needed;

/// <summary>The headline of real programs' sessions, read from the page in a browser, beside references that share nothing with it.</summary>
internal static class HeadlineRun
{
    private const double Mb = 1 << 20;
    private const int Reads = 4;

    /// <summary>Part of what is held by which a figure may be off, as "needed" has it.</summary>
    private const double Near = 0.03;

    /// <summary>References of a program that changes what it needs.</summary>
    private const int Phases = 3;

    private static readonly int[] Seconds = [10, 60];

    private static readonly (string Key, Func<IProgram> Start)[] All =
    [
        ("redis", () => new RedisProgram()),
        ("postgres", () => new PostgresProgram(clients: 20, bufferMb: 256)),
        ("java", () => new JavaProgram()),
        ("demo", () => new DemoProgram()),
    ];

    /// <summary>Runs.</summary>
    /// <param name="arguments">Names; none for all.</param>
    public static void Run(string[] arguments)
    {
        var table = new Table("program", "window, s", "truth, MB", "page says needs, MB", "± MB", "right", "truth holds, MB", "page says holds, MB");
        foreach (var (_, start) in All.Where(one => arguments.Length == 0 || arguments.Contains(one.Key)))
        {
            using var program = start();
            Measure(table, program);
        }
    }

    private static void Measure(Table table, IProgram program)
    {
        var told = Seconds.Select(static _ => new List<(double Needs, double Sure, double Holds)>()).ToArray();
        using (var stack = new PublishedStack(PublishedStack.Default))
        using (var chromium = new Chromium())
        {
            var session = stack.StartSession(program.Pids, new AttributesRequest());
            var page = new HeadlinePage(chromium, stack.Page($"sessions/{session.Id}"));

            // As in "needed": until the longest window can be told of, and the first looks are over.
            Thread.Sleep(TimeSpan.FromSeconds(70));
            for (var read = 0; read < Reads; read++)
            {
                foreach (var (one, window) in page.Next(Seconds).Zip(told))
                {
                    window.Add(one);
                }
            }
        }

        // When it is over: the reference clears what Damon goes by.
        var truth = Truth(program);
        for (var i = 0; i < Seconds.Length; i++)
        {
            var (low, high) = (truth.Accessed.Min(read => read[i]), truth.Accessed.Max(read => read[i]));
            var right = told[i].Count(one => Math.Max(low - one.Needs, one.Needs - high) <= Math.Max(Near * one.Holds, one.Sure));
            table.Row(
                i == 0 ? program.Name : "",
                Seconds[i],
                low == high ? low / Mb : string.Create(CultureInfo.InvariantCulture, $"{low / Mb:0.0} .. {high / Mb:0.0}"),
                Statistics.Median(told[i].Select(static one => one.Needs)) / Mb,
                Statistics.Median(told[i].Select(static one => one.Sure)) / Mb,
                $"{right} of {told[i].Count}",
                i == 0 ? truth.Present / Mb : "",
                i == 0 ? Statistics.Median(told[i].Select(static one => one.Holds)) / Mb : "");
        }
    }

    private static (IReadOnlyList<double[]> Accessed, double Present) Truth(IProgram program)
    {
        if (program.Pids is [var only] && program is not DemoProgram)
        {
            return ([ReferencedReference.Accessed(only, Seconds)], ReferencedReference.Present(only));
        }

        // What the demo needs changes with its phase. It runs the same files as the monitor, whose accesses count as well for who goes by "Referenced".
        var union = new UnionReference(program.Pids);
        var reads = Enumerable.Range(0, program is DemoProgram ? Phases : 1).Select(_ => union.Accessed(Seconds)).ToArray();
        return (reads, union.PresentBytes);
    }
}
