using Damon.Fixtures;
using Damon.Model.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Benchmarks;

/// <summary>CPU time of the adaptive plan's steps, and of a wake-up without any work.</summary>
internal sealed class AdaptiveSteps : IMonitoringSink
{
    private int _regions;

    public static void Run(string[] arguments)
    {
        var table = new Table("target", "budget, %", "regions", "a wake-up, us", "a step, us", "steps/s", "looks/s", "clears/s");
        foreach (var workload in (string[][])[["hot", "256", "0", "64"], ["hot", "2048", "0", "512"]])
        {
            using var process = Workload.Run(workload);
            foreach (var budget in (double[])[0.5, 1, 4])
            {
                new AdaptiveSteps().Measure(table, process, string.Join(' ', workload), budget);
            }
        }
    }

    private void Measure(Table table, Workload process, string name, double budget)
    {
        using var clock = new MonotonicClock(TimeProvider.System);
        using var operations = Host.Operations();
        var attributes = new MonitoringAttributes { Budget = new MonitoringBudget { SamplerPercent = budget, TargetPercent = 0 } };
        var plan = new AdaptivePlan(attributes, new Xoshiro256(1), this, clock, AdaptiveServices.Alone());
        plan.Join(0, operations.Open(Host.Identity(process.Pid)));
        plan.Start();
        var (wakes, steps) = (new List<double>(), new List<double>());
        var start = clock.NowNs;
        for (var now = start; now - start < 20_000_000_000; now = clock.NowNs)
        {
            var before = clock.CpuNs;
            clock.WaitUntil(plan.DeadlineNs);
            var woken = clock.CpuNs;
            plan.Step();
            if (now - start > 5_000_000_000)
            {
                wakes.Add((woken - before) / 1e3);
                steps.Add((clock.CpuNs - woken) / 1e3);
            }
        }

        var cost = plan.Cost!;
        table.Row(name, budget, _regions, Statistics.Median(wakes), Statistics.Median(steps), steps.Count / 15, cost.ChecksPerSecond, cost.ClearsPerSecond);
        plan.Close();
    }

    public void Publish(in SnapshotView snapshot) => _regions = snapshot.Regions.Length;

    public void TargetAdded(int target, ProcessIdentity process)
    {
    }

    public void TargetRefused(ProcessIdentity process, string reason)
    {
    }

    public void TargetSkipped(int target)
    {
    }

    public void TargetEnded(int target, string reason)
    {
    }

    public void Ended(MonitoringEnd end)
    {
    }
}
