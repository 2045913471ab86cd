using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Tests.Monitoring.Adaptive;

namespace Damon.Sampler.Tests.Monitoring.Lenses;

/// <summary>The adaptive plan on a process that is not there, with a lens over all of it.</summary>
internal sealed class LensRun
{
    public const double Second = 1e9;

    public LensRun(int pages, MonitoringBudget? budget = null, double secondsBefore = 2)
    {
        Simulation = new Simulation(new MonitoringAttributes { Budget = budget ?? new MonitoringBudget { SamplerPercent = 0, TargetPercent = 0 } }, pages, 1);
        Process.Ranges = Range = new PagewiseRange(Process);
        Before = secondsBefore;
    }

    public Simulation Simulation { get; }

    public SimulatedProcess Process => Simulation.Process;

    public PagewiseRange Range { get; }

    public LensRounds Lenses => Simulation.Plan.Lenses!;

    public long OpenedNs { get; private set; }

    public double Before { get; }

    public LensView Open()
    {
        Simulation.Run(Before);
        OpenedNs = Simulation.Clock.NowNs;
        return Lenses.Open(0, Process.Range);
    }

    public LensRun Run(double seconds)
    {
        Simulation.Run(seconds);
        return this;
    }

    public byte[] Ages() => Lenses.Read(AddressRange.All).Ages;

    /// <summary>Seconds since the last access of each page, as told at the last look; null where it tells none.</summary>
    public double?[] Seconds() => [.. Ages().Select(static age => age is PageAge.Absent or PageAge.Unknown ? (double?)null : PageAge.Seconds(age))];

    /// <summary>When all pages were looked at last, nanoseconds.</summary>
    public long LookedNs => Lenses.Read(AddressRange.All).AtUs * 1_000;
}
