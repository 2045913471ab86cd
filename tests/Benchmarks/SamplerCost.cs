using Damon.Fixtures;
using Damon.Model.Monitoring;
using Damon.Sampler.Interop;

namespace Damon.Benchmarks;

/// <summary>CPU time of the sampling thread at 5 ms / 100 ms.</summary>
internal static class SamplerCost
{
    // One percent of the default sampling interval of 5 ms.
    private const double MicrosecondsPerPercent = 50;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    public static void Run(string[] arguments)
    {
        ByRegions();
        Console.WriteLine();
        BySize();
    }

    private static void ByRegions()
    {
        Console.WriteLine(FormattableString.Invariant($"A bare wake-up every 5 ms costs {BareWakeUp():0.0} us of CPU time here; it is part of every figure below.\n"));
        var table = new Table("regions", "accessed", "CPU %", "us a tick", "missed", "bytes/agg");
        foreach (var (name, hot) in new[] { ("nothing", "0"), ("1/16", "64"), ("a quarter", "256") })
        {
            using var workload = hot == "0" ? Workload.Run("idle", "1024") : Workload.Run("hot", "1024", "256", hot);
            foreach (var count in new[] { 10, 100, 200, 1_000 })
            {
                using var run = new MonitoredRun(workload.Pid, new MonitoringAttributes { MinRegions = count, MaxRegions = count });
                run.Wait(5);
                var (allocated, snapshots) = (run.Allocated, run.Snapshots);
                var cpu = run.CpuPercent(Time);
                table.Row(run.Regions.Length, name, cpu, cpu * MicrosecondsPerPercent, run.Missed, (run.Allocated - allocated) / Math.Max(1, run.Snapshots - snapshots));
            }
        }
    }

    /// <summary>CPU time of waiting for deadlines and doing nothing, microseconds each: what no sampler can be cheaper than.</summary>
    private static double BareWakeUp()
    {
        const int wakeUps = 400;
        const long interval = 5_000_000;
        using var clock = new MonotonicClock(TimeProvider.System);
        var used = 0L;
        var thread = new Thread(() =>
        {
            var deadline = clock.NowNs;
            var before = MonotonicClock.ThreadCpuNs;
            for (var i = 0; i < wakeUps; i++)
            {
                clock.WaitUntil(deadline += interval);
            }

            used = MonotonicClock.ThreadCpuNs - before;
        });
        thread.Start();
        thread.Join();
        return used / 1_000.0 / wakeUps;
    }

    // Each size in turn with the smallest one, so that a drift of the machine does not look like a difference.
    private static void BySize()
    {
        var table = new Table("target MiB", "CPU %", "regions", "CPU % of 256 MiB", "ratio");
        foreach (var size in new[] { "256", "1024", "4096", "16384" })
        {
            using var small = Workload.Run("hot", "256", "64", "64");
            using var large = Workload.Run("hot", size, "64", "64");
            var (first, second, regions) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = 0UL; round < 5; round++)
            {
                first.Add(Measure(small, round, []));
                second.Add(Measure(large, round, regions));
            }

            var ratio = Statistics.Median(second.Zip(first, (a, b) => a / b));
            table.Row(size, Statistics.Median(second), Statistics.Median(regions), Statistics.Median(first), ratio);
        }
    }

    private static double Measure(Workload workload, ulong seed, List<double> regions)
    {
        using var run = new MonitoredRun(workload.Pid, new MonitoringAttributes(), seed);
        run.Wait(20);
        var cpu = run.CpuPercent(Time);
        regions.Add(run.Regions.Length);
        return cpu;
    }
}
