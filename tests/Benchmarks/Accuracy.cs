using Damon.Fixtures;
using Damon.Model.Addresses;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Benchmarks;

/// <summary>
/// The sampler judged by an exact read of the same aggregation interval. Hot means accessed within the interval; a
/// region counts as hot from half of the possible accesses on, its working set from one access on.
/// </summary>
internal static class Accuracy
{
    private const ulong PageSize = 4096;

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
        var table = new Table("workload", "min..max", "after s", "regions", "precision", "recall", "WSS error", "reads");
        (int Min, int Max)[] limits = [(10, 1_000), (10, 100), (100, 1_000), (1_000, 2_000)];
        foreach (var (name, workload, seconds) in Cases.Where(one => arguments.All(part => one.Name.Contains(part, StringComparison.Ordinal))))
        {
            using var process = Workload.Run(workload);
            foreach (var limit in limits)
            {
                Measure(table, name, process, seconds, limit.Min, limit.Max);
            }
        }
    }

    private static void Measure(Table table, string name, Workload process, int seconds, int min, int max)
    {
        using var run = new MonitoredRun(process.Pid, new MonitoringAttributes { MinRegions = min, MaxRegions = max });
        var reader = Host.Reader(process.Pid);
        var memory = new AddressRange(process.Start, process.End);
        var pages = new PageAccess[memory.Size / PageSize];
        run.Wait(seconds * 10);

        var scores = new List<(double Precision, double Recall, double WssError)>();
        for (var read = 0; read < 15; read++)
        {
            var truth = Truth(run, reader, process.Pid, memory, pages);
            scores.Add(Compare(run.Regions, run.MaxNrAccesses, memory, pages, truth));
            // Out of step with the workload's own rhythm.
            run.Wait(7);
        }

        table.Row(name, $"{min}..{max}", seconds, run.Regions.Length,
            Statistics.Median(scores.Select(score => score.Precision)),
            Statistics.Median(scores.Select(score => score.Recall)),
            Statistics.Median(scores.Select(score => score.WssError)), scores.Count);
    }

    /// <summary>
    /// Clears every Accessed bit right after a snapshot, and reads right after the next: what is set then was accessed
    /// in that interval. Costs the sampler one or two samples of the interval.
    /// </summary>
    private static ulong Truth(MonitoredRun run, ExactReader reader, int pid, AddressRange memory, PageAccess[] pages)
    {
        run.Wait(1);
        AccessedBits.ClearAll("/proc", pid);
        run.Wait(1);
        reader.Read(memory, pages);
        // The sampler clears single pages all the time: what it has cleared last is not seen, a page for each region at most.
        return (ulong)pages.AsSpan().Count(PageAccess.Accessed) * PageSize;
    }

    private static (double Precision, double Recall, double WssError) Compare(Region[] regions, int max, AddressRange memory, PageAccess[] pages, ulong truth)
    {
        ulong said = 0, right = 0, working = 0;
        foreach (var region in regions)
        {
            var start = Math.Max(region.Start, memory.Start);
            var end = Math.Min(region.End, memory.End);
            if (start >= end)
            {
                continue;
            }

            working += region.NrAccesses > 0 ? end - start : 0;
            if (region.NrAccesses * 2 >= max)
            {
                var span = pages.AsSpan((int)((start - memory.Start) / PageSize), (int)((end - start) / PageSize));
                said += end - start;
                right += (ulong)span.Count(PageAccess.Accessed) * PageSize;
            }
        }

        return (said == 0 ? 0 : (double)right / said, truth == 0 ? 1 : (double)right / truth,
            truth == 0 ? 0 : Math.Abs((double)working - truth) / truth);
    }
}
