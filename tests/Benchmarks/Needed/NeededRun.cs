using System.Globalization;
using Damon.Benchmarks.Real;
using Damon.Model.Idle;
using Damon.Model.Monitoring;

namespace Damon.Benchmarks.Needed;

/// <summary>Needed memory as it is told against references that share nothing with the panel, and what that costs.</summary>
internal static class NeededRun
{
    private const double Mb = 1 << 20;
    private const int Reads = 10;

    /// <summary>Windows that are compared, by their place among those that are told: 1, 10 and 60 s.</summary>
    private static readonly int[] Windows = [0, 1, 2];

    private static readonly (string Key, Func<IProgram> Start)[] All =
    [
        ("redis", () => new RedisProgram()),
        ("postgres", () => new PostgresProgram(clients: 20, bufferMb: 256)),
        ("java", () => new JavaProgram()),
        ("prefork", () => new WorkloadProgram("prefork", "500", "8", "300")),
        ("random 512", () => new WorkloadProgram("random", "512", "20")),
        ("array 256", () => new WorkloadProgram("array", "256", "100", "3")),
        ("array 8192", () => new WorkloadProgram("array", "8192", "3000", "2048")),
        ("array 16384", () => new WorkloadProgram("array", "16384", "5000", "164")),
        ("huge", () => new WorkloadProgram("arrayhuge", "1024", "200", "256")),
        ("scattered", () => new WorkloadProgram("scattered", "1024", "1000")),
    ];

    /// <summary>Runs.</summary>
    /// <param name="arguments">Beginnings of names; none for all. A number is that of the pairs; with "pairs" nothing but these is measured.</param>
    public static void Run(string[] arguments)
    {
        var pairs = arguments.Select(text => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : -1).FirstOrDefault(number => number >= 0, 10);
        var words = arguments.Where(text => text != "pairs" && !int.TryParse(text, CultureInfo.InvariantCulture, out _)).ToArray();
        if (arguments.Contains("pairs"))
        {
            RunPairs(words, pairs);
            return;
        }

        var table = new Table("program", "window, s", "present, MB", "truth, MB", "told, MB", "standard error", "unknown, MB", "right", "anew every, s", "sampler CPU, %", "target, said, %", "managed, MB", "CPU/op, ratio", "quartiles");
        foreach (var start in Chosen(words))
        {
            using var program = start();
            Measure(table, program, pairs);
        }
    }

    private static IEnumerable<Func<IProgram>> Chosen(string[] words)
        => All.Where(one => words.Length == 0 || words.Any(word => one.Key.StartsWith(word, StringComparison.Ordinal))).Select(static one => one.Start);

    private static void RunPairs(string[] words, int pairs)
    {
        var table = new Table("program", "CPU/op, ratio", "quartiles");
        foreach (var start in Chosen(words))
        {
            using var program = start();
            var ratios = Pairs.Ratios(program, new MonitoringAttributes(), pairs);
            table.Row(program.Name, Statistics.Median(ratios), Pairs.Quartiles(ratios));
        }
    }

    private static void Measure(Table table, IProgram program, int pairs)
    {
        var attributes = new MonitoringAttributes();
        var reads = new NeededReads();
        var before = Truth(program);
        double cpu, target, memory;
        var managed = GC.GetTotalMemory(forceFullCollection: true);
        using (var run = new MonitoredRun(program.Pids, attributes) { OnIdle = reads.Take })
        {
            // Until the longest window can be told of.
            Thread.Sleep(TimeSpan.FromSeconds(70));
            var first = reads.Count;
            cpu = run.CpuPercent(TimeSpan.FromSeconds(50));
            while (reads.Count < first + Reads + 1)
            {
                Thread.Sleep(500);
            }

            target = run.Cost?.TargetPercent ?? double.NaN;
            memory = GC.GetTotalMemory(forceFullCollection: true) - managed;
            if (run.Cost?.LimitedBy is { } limit)
            {
                Console.Error.WriteLine($"{program.Name}: {limit}");
            }
        }

        var after = program.Touched(60) is null ? Truth(program) : before;
        var ratios = Pairs.Ratios(program, attributes, pairs);
        var told = reads.Last(Reads);
        foreach (var window in Windows)
        {
            var isFirst = window == Windows[0];
            var (truth, drift) = Middle(before[window], after[window]);
            var figures = told.Select(one => (Bytes: one.Needed.Bytes[window]!.Value, Error: one.Needed.Errors[window]!.Value)).ToList();
            var right = figures.Zip(told).Count(one =>
                Math.Abs(one.First.Bytes - truth) <= Math.Max(0.03 * one.Second.Needed.ResidentBytes, 2 * Math.Sqrt((one.First.Error * one.First.Error) + (drift * drift))));
            table.Row(
                isFirst ? program.Name : "",
                IdleScale.WindowsS[window],
                Statistics.Median(told.Select(static one => one.Needed.ResidentBytes)) / Mb,
                double.IsNaN(truth) ? "" : truth / Mb,
                Statistics.Median(figures.Select(static one => one.Bytes)) / Mb,
                Statistics.Median(figures.Select(static one => one.Error)) / Mb,
                Statistics.Median(told.Select(static one => one.UnknownBytes)) / Mb,
                double.IsNaN(truth) ? "" : $"{right} of {figures.Count}",
                told[^1].ResolutionS,
                isFirst ? cpu : "",
                isFirst ? target : "",
                isFirst ? memory / Mb : "",
                isFirst && ratios.Length > 0 ? Statistics.Median(ratios) : "",
                isFirst ? Pairs.Quartiles(ratios) : "");
        }
    }

    private static (double Bytes, double Drift) Middle(double before, double after) => ((before + after) / 2, (before - after) / 2);

    // By construction where it is known; else for the two windows that are long against what the reference takes.
    private static double[] Truth(IProgram program)
    {
        if (program.Touched(60) is not null)
        {
            return [.. Windows.Select(window => program.Touched(IdleScale.WindowsS[window]) ?? double.NaN)];
        }

        int[] seconds = [IdleScale.WindowsS[1], IdleScale.WindowsS[2]];
        return [double.NaN, .. program.Pids is [var only] ? ReferencedReference.Accessed(only, seconds) : new UnionReference(program.Pids).Accessed(seconds)];
    }
}
