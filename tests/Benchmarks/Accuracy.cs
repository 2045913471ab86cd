using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Benchmarks;

/// <summary>
/// The sampler judged by workloads whose hot part is known by construction. A region counts as hot from half of the
/// possible accesses on; the working set is what is said to be touched, by the kernel's plan whole regions with any access.
/// </summary>
internal static class Accuracy
{
    private const ulong PageSize = 4096;
    private const int Reads = 15;

    /// <summary>An interval in which the hot part moved has two of them.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(250);

    private static readonly (string Name, string[] Workload, int Seconds)[] Cases =
    [
        ("staircase 10 x 10 MB", ["steps", "10", "10", "2", "0"], 10),
        ("zigzag 2 x 100 MB", ["steps", "2", "100", "2", "0"], 10),
        ("1 % hot in 4 GB", ["hot", "4096", "2000", "41"], 10),
        ("200 MB hot in 16 GB", ["hot", "16384", "9000", "200"], 10),
        ("200 MB hot in 16 GB", ["hot", "16384", "9000", "200"], 60),
        ("1,000 single pages in 1 GB", ["scattered", "1024", "1000"], 10),
    ];

    public static void Run(string[] arguments)
    {
        var table = new Table("workload", "plan", "min..max", "after s", "regions", "precision", "recall", "WSS error", "reads");
        (SamplingPlan Plan, int Min, int Max)[] ways =
        [
            (SamplingPlan.Adaptive, 10, 1_000), (SamplingPlan.Adaptive, 10, 100), (SamplingPlan.Adaptive, 100, 1_000), (SamplingPlan.Kernel, 10, 1_000),
        ];
        foreach (var (name, workload, seconds) in Cases.Where(one => arguments.All(part => one.Name.Contains(part, StringComparison.Ordinal))))
        {
            using var process = Workload.Run(workload);
            var truth = new Truth(process, workload);
            foreach (var (plan, min, max) in ways)
            {
                Measure(table, name, process, truth, seconds, new MonitoringAttributes { Plan = plan, MinRegions = min, MaxRegions = max });
            }
        }
    }

    private static void Measure(Table table, string name, Workload process, Truth truth, int seconds, MonitoringAttributes attributes)
    {
        using var run = new MonitoredRun(process.Pid, attributes);
        run.Wait(seconds * 10);

        var scores = new List<(double Precision, double Recall, double WssError)>();
        while (scores.Count < Reads)
        {
            // Out of step with the workload's own rhythm.
            run.Wait(7);
            if (truth.IsSettled)
            {
                scores.Add(Compare(run, process, truth));
            }
        }

        table.Row(name, attributes.Plan.ToString().ToLowerInvariant(), $"{attributes.MinRegions}..{attributes.MaxRegions}", seconds, run.Regions.Length,
            Statistics.Median(scores.Select(score => score.Precision)),
            Statistics.Median(scores.Select(score => score.Recall)),
            Statistics.Median(scores.Select(score => score.WssError)), scores.Count);
    }

    private static (double Precision, double Recall, double WssError) Compare(MonitoredRun run, Workload process, Truth truth)
    {
        double said = 0, right = 0, working = 0;
        var (hot, max) = (truth.Hot, run.MaxNrAccesses);
        foreach (var region in run.Regions)
        {
            var size = RegionParts.Overlap(region, process.Start, process.End);
            var touched = RegionParts.Touched(region, run.IsEstimated);
            working += float.IsNaN(touched) ? 0 : size * touched;
            if (region.NrAccesses * 2 >= max)
            {
                said += size;
                right += RegionParts.Overlap(region, hot.Start, hot.End);
            }
        }

        return (said == 0 ? 0 : right / said, hot.Size == 0 ? 0 : right / hot.Size, Math.Abs(working - truth.Bytes) / truth.Bytes);
    }

    /// <summary>What a workload accesses now.</summary>
    private sealed class Truth
    {
        private readonly ulong _size;
        private ulong _start;
        private long _since = Environment.TickCount64;

        public Truth(Workload process, string[] words)
        {
            var isScattered = words[0] == "scattered";
            (_start, _size) = (process.HotStart, isScattered ? 0 : process.HotEnd - process.HotStart);
            Bytes = isScattered ? PageSize * double.Parse(words[2], CultureInfo.InvariantCulture) : _size;
            if (words[0] == "steps")
            {
                new Thread(() => Follow(process.Output)) { IsBackground = true }.Start();
            }
        }

        /// <summary>The hot part; empty for single pages all over.</summary>
        public AddressRange Hot => Volatile.Read(ref _start) is var start && _size > 0 ? new AddressRange(start, start + _size) : default;

        public double Bytes { get; }

        public bool IsSettled => Environment.TickCount64 - Volatile.Read(ref _since) >= Settled.TotalMilliseconds;

        private void Follow(StreamReader output)
        {
            while (output.ReadLine() is { } line)
            {
                Volatile.Write(ref _start, ulong.Parse(line, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                Volatile.Write(ref _since, Environment.TickCount64);
            }
        }
    }
}
