using System.Globalization;
using Damon.Fixtures;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Panels;

namespace Damon.Benchmarks;

/// <summary>What the sampler says of a workload or a process, second by second: to look at, not to compare.</summary>
internal static class Watch
{
    private static void Tell(IdleView idle)
    {
        var needed = NeededFigures.Of(idle.Pieces, idle.WatchedUs);
        var windows = IdleScale.WindowsS.Zip(needed.Bytes, needed.Errors).Where(static one => one.Second is not null).Select(static one => string.Create(
            CultureInfo.InvariantCulture, $"{one.First} s {one.Second / (1 << 20):0.0} ± {one.Third / (1 << 20):0.0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"       resident {needed.ResidentBytes / (1 << 20):0.0} MB, accessed within {string.Join(", ", windows)}, unknown {IdleFigures.Of(idle.Pieces).UnknownBytes / (1 << 20):0.0}; anew every {idle.ResolutionUs / 1e6:0.0} s"));
    }

    /// <summary>Watches.</summary>
    /// <param name="arguments">Seconds, plan, then a pid or the words of a workload.</param>
    public static void Run(string[] arguments)
    {
        var seconds = int.Parse(arguments[0], CultureInfo.InvariantCulture);
        var plan = Enum.Parse<SamplingPlan>(arguments[1], ignoreCase: true);
        using var workload = arguments.Length == 3 ? null : Workload.Run(arguments[2..]);
        var pid = workload?.Pid ?? int.Parse(arguments[2], CultureInfo.InvariantCulture);
        using var run = new MonitoredRun(pid, new MonitoringAttributes { Plan = plan });
        var (cpu, at) = (0L, 0L);
        IdleView? told = null;
        for (var second = 0; second < seconds; second++)
        {
            run.Wait(10);
            var regions = run.Regions;
            var touched = regions.Where(region => !float.IsNaN(region.Touched)).Sum(region => region.Touched * region.Size) / (1 << 20);
            var error = Math.Sqrt(regions.Where(region => !float.IsNaN(region.TouchedError)).Sum(region => Math.Pow(region.TouchedError * region.Size, 2))) / (1 << 20);
            var hot = regions.Where(region => region.NrAccesses * 2 >= run.MaxNrAccesses).Sum(region => (double)region.Size) / (1 << 20);
            var unknown = regions.Where(region => region.NrUnknown >= run.MaxNrAccesses).Sum(region => (double)region.Size) / (1 << 20);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{second + 1,3} s  {regions.Length,4} regions  touched {touched,8:0.0} ± {error,6:0.0} MB  hot {hot,8:0.0}  unknown {unknown,7:0.0}  samples {regions.Sum(region => region.Samples),5}  cpu {100.0 * (run.CpuNs - cpu) / Math.Max(1, run.AtNs - at),5:0.00} %  {run.Cost?.SamplerPercent:0.00} / {run.Cost?.TargetPercent:0.00} %  clears {run.Cost?.ClearsPerSecond,6:0}  checks {run.Cost?.ChecksPerSecond,6:0}  {run.Cost?.LimitedBy}"));
            (cpu, at) = (run.CpuNs, run.AtNs);
            if (run.Idle is { } idle && idle != told)
            {
                Tell(told = idle);
            }
        }

        foreach (var region in run.Regions.OrderByDescending(region => region.Size).Take(40).OrderBy(region => region.Start))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {region.Start:x12}-{region.End:x12} {region.Size / 1048576.0,9:0.00} MB  nr {region.NrAccesses,2}  unknown {region.NrUnknown,2}  age {region.Age,4}  samples {region.Samples,3}  touched {region.Touched:0.000} ± {region.TouchedError:0.000}"));
        }
    }
}
