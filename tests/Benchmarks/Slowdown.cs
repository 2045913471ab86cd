using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Monitoring;

namespace Damon.Benchmarks;

/// <summary>How much slower a target gets: seconds with and without monitoring alternate, ratios are taken pair by pair.</summary>
internal static class Slowdown
{
    public static void Run(string[] arguments)
    {
        var pairs = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 15;
        var table = new Table("hot MiB of 512", "regions", "slowdown %", "quartiles", "pairs");
        foreach (var (hot, regions) in new[] { ("4", 0), ("64", 0), ("512", 0), ("512", 1_000) })
        {
            using var workload = Workload.Run("work", "512", hot);
            var attributes = regions == 0 ? new MonitoringAttributes() : new MonitoringAttributes { MinRegions = regions, MaxRegions = regions };
            var slowdowns = new List<double>();
            var counts = new List<double>();
            Speed(workload);
            for (var pair = 0; pair < pairs; pair++)
            {
                // The order alternates too: a drift of the machine must not favour one side.
                double with, without;
                if (pair % 2 == 0)
                {
                    without = Speed(workload);
                    with = Monitored(workload, attributes, counts);
                }
                else
                {
                    with = Monitored(workload, attributes, counts);
                    without = Speed(workload);
                }

                slowdowns.Add(100 * (1 - with / without));
            }

            var sorted = slowdowns.Order().ToArray();
            table.Row(hot, Statistics.Median(counts), Statistics.Median(slowdowns),
                FormattableString.Invariant($"{sorted[sorted.Length / 4]:0.00} .. {sorted[sorted.Length * 3 / 4]:0.00}"), pairs);
        }
    }

    private static double Monitored(Workload workload, MonitoringAttributes attributes, List<double> counts)
    {
        using var run = new MonitoredRun(workload.Pid, attributes);
        run.Wait(2);
        var speed = Speed(workload);
        counts.Add(run.Regions.Length);
        return speed;
    }

    // The second that goes on when the question is put is not a clean one; the two after it are.
    private static double Speed(Workload workload)
    {
        workload.Output.ReadLine();
        return (Next(workload) + Next(workload)) / 2;
    }

    private static double Next(Workload workload) => double.Parse(workload.Output.ReadLine()!, CultureInfo.InvariantCulture);
}
