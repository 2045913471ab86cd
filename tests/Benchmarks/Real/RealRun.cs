using System.Globalization;
using Damon.Model.Monitoring;

namespace Damon.Benchmarks.Real;

/// <summary>
/// What monitoring costs on programs that were not made for it, and whether what it says is true. Every program once by
/// the adaptive plan and once by the kernel's, which is how all was sampled before there was a budget.
/// </summary>
internal static class RealRun
{
    private const double Mb = 1 << 20;

    /// <summary>Programs on which the kernel's plan is measured, too, with fewer pairs: the difference is large.</summary>
    private static readonly string[] Compared = ["redis", "postgres", "random 512", "array 8192"];

    private const int ComparedPairs = 4;

    private static readonly (string Key, Func<IProgram> Start)[] All =
    [
        ("redis", () => new RedisProgram()),
        ("postgres", () => new PostgresProgram()),
        ("java", () => new JavaProgram()),
        ("demo", () => new DemoProgram()),
        ("random 512", () => new WorkloadProgram("random", "512", "200")),
        ("random 8192", () => new WorkloadProgram("random", "8192", "200")),
        ("array 256", () => new WorkloadProgram("array", "256", "100", "64")),
        ("array 256 1 %", () => new WorkloadProgram("array", "256", "100", "3")),
        ("array 2048", () => new WorkloadProgram("array", "2048", "700", "512")),
        ("array 2048 1 %", () => new WorkloadProgram("array", "2048", "700", "20")),
        ("array 8192", () => new WorkloadProgram("array", "8192", "3000", "2048")),
        ("array 8192 1 %", () => new WorkloadProgram("array", "8192", "3000", "82")),
        ("array 16384", () => new WorkloadProgram("array", "16384", "5000", "4096")),
        ("array 16384 1 %", () => new WorkloadProgram("array", "16384", "5000", "164")),
    ];

    /// <summary>Runs.</summary>
    /// <param name="arguments">Beginnings of names; none for all. A number is that of the pairs; adaptive leaves the kernel's plan out.</param>
    public static void Run(string[] arguments)
    {
        var pairs = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 0, 10);
        var isAdaptiveOnly = arguments.Contains("adaptive");
        var words = arguments.Where(text => text != "adaptive" && !int.TryParse(text, CultureInfo.InvariantCulture, out _)).ToArray();
        var table = new Table("program", "plan", "regions", "sampler CPU, %", "target, said, %", "CPU/op, ratio", "quartiles", "touched in 100 ms, MB", "said", "seconds", "right of 10", "hot: precision", "recall", "shared said idle, MB");
        foreach (var (key, start) in All.Where(one => words.Length == 0 || words.Any(word => one.Key.StartsWith(word, StringComparison.Ordinal))))
        {
            using var program = start();
            foreach (var (plan, regions) in ((SamplingPlan, int)[])[(SamplingPlan.Adaptive, 0), (SamplingPlan.Adaptive, 100), (SamplingPlan.Adaptive, 1_000), (SamplingPlan.Kernel, 0)])
            {
                // Forced regions on one program are enough to see what they cost.
                if (plan == SamplingPlan.Kernel ? Compared.Contains(key) && !isAdaptiveOnly : regions == 0 || key == "array 2048")
                {
                    Measure(table, program, plan, regions, plan == SamplingPlan.Kernel ? Math.Min(pairs, ComparedPairs) : pairs);
                }
            }
        }
    }

    private static void Measure(Table table, IProgram program, SamplingPlan plan, int regions, int pairs)
    {
        var attributes = new MonitoringAttributes { Plan = plan };
        attributes = regions == 0 ? attributes : attributes with { MinRegions = regions, MaxRegions = Math.Max(regions, 1_000) };
        var said = new Said(program);
        double cpu;
        double target;
        (double Precision, double Recall) found;
        var before = Reference(program);
        using (var run = new MonitoredRun(program.Pids, attributes))
        {
            Thread.Sleep(10_000);
            found = said.Found(run);
            run.OnSnapshot = said.Take;
            cpu = run.CpuPercent(TimeSpan.FromSeconds(50));
            target = run.Cost?.TargetPercent ?? double.NaN;
        }

        var reference = Between(before, Reference(program));
        var ratios = Pairs.Ratios(program, attributes, pairs);
        table.Row(
            program.Name,
            plan.ToString().ToLowerInvariant() + (regions == 0 ? "" : $", {regions} forced"),
            said.Regions,
            cpu,
            target,
            Statistics.Median(ratios),
            Pairs.Quartiles(ratios),
            string.Create(CultureInfo.InvariantCulture, $"{reference.Bytes / Mb:0.0} ± {reference.Error / Mb:0.0}"),
            said.Middle(),
            said.Seconds(),
            said.Right(reference),
            program.Hot is null ? "" : found.Precision,
            program.Hot is null ? "" : found.Recall,
            program.Shared.End == 0 ? "" : said.SharedIdle / Mb);
    }

    private static (double Bytes, double Error) Reference(IProgram program)
        => program.Touched(0.1) is { } known ? (known, 0.0) : RandomSample.Touched(program.Pids, 100, 20);

    // A server's load moves: what it touched meanwhile is taken to be the mean of before and after, as uncertain as they differ.
    private static (double Bytes, double Error) Between((double Bytes, double Error) before, (double Bytes, double Error) after)
    {
        var drift = (before.Bytes - after.Bytes) / 2;
        return ((before.Bytes + after.Bytes) / 2, Math.Sqrt((((before.Error * before.Error) + (after.Error * after.Error)) / 4) + (drift * drift)));
    }
}
