using Damon.Contracts.Monitoring;
using Damon.Fixtures;

namespace Damon.Benchmarks;

/// <summary>CPU time of the sampling thread at 5 ms / 100 ms.</summary>
internal static class SamplerCost
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(4);

    public static void Run(string[] arguments)
    {
        ByRegions();
        Console.WriteLine();
        BySize();
    }

    private static void ByRegions()
    {
        using var workload = Workload.Run("hot", "1024", "256", "256");
        var table = new Table("regions", "CPU %", "missed", "bytes/agg");
        foreach (var count in new[] { 10, 100, 200, 1_000 })
        {
            using var run = new MonitoredRun(workload.Pid, new MonitoringAttributes { MinRegions = count, MaxRegions = count });
            run.Wait(5);
            var (allocated, snapshots) = (run.Allocated, run.Snapshots);
            var cpu = run.CpuPercent(Time);
            table.Row(run.Regions.Length, cpu, run.Missed, (run.Allocated - allocated) / Math.Max(1, run.Snapshots - snapshots));
        }
    }

    // All sizes at once and in turn, so that each is measured in the same minute as the others.
    private static void BySize()
    {
        string[] sizes = ["256", "1024", "4096", "16384"];
        var workloads = sizes.Select(size => Workload.Run("hot", size, "64", "64")).ToList();
        var figures = sizes.ToDictionary(size => size, _ => new List<(double Cpu, int Regions)>());
        for (var round = 0; round < 5; round++)
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                using var run = new MonitoredRun(workloads[i].Pid, new MonitoringAttributes(), (ulong)round + 1);
                run.Wait(20);
                figures[sizes[i]].Add((run.CpuPercent(Time), run.Regions.Length));
            }
        }

        workloads.ForEach(workload => workload.Dispose());
        var first = Statistics.Median(figures[sizes[0]].Select(figure => figure.Cpu));
        var table = new Table("target MiB", "CPU %", "regions", "ratio to 256");
        foreach (var size in sizes)
        {
            var cpu = Statistics.Median(figures[size].Select(figure => figure.Cpu));
            table.Row(size, cpu, Statistics.Median(figures[size].Select(figure => (double)figure.Regions)), cpu / first);
        }
    }
}
