using System.Diagnostics;
using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Monitoring;

namespace Damon.Benchmarks;

/// <summary>Memory of the monitoring process over minutes at 1,000 regions.</summary>
internal static class Soak
{
    public static void Run(string[] arguments)
    {
        var minutes = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10;
        using var workload = Workload.Run("hot", "1024", "256", "256");
        using var run = new MonitoredRun(workload.Pid, new MonitoringAttributes { MinRegions = 1_000 });
        run.Wait(20);
        var table = new Table("minute", "resident MiB", "allocated KiB", "collections", "CPU %", "missed");
        var before = run.Allocated;
        for (var minute = 0; minute <= minutes; minute++)
        {
            var cpu = run.CpuPercent(TimeSpan.FromSeconds(minute == 0 ? 1 : 59));
            using var self = Process.GetCurrentProcess();
            table.Row(minute, self.WorkingSet64 / 1048576.0, (run.Allocated - before) / 1024.0, GC.CollectionCount(0), cpu, run.Missed);
        }
    }
}
