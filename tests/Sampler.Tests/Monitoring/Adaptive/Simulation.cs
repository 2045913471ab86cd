using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Adaptive;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

/// <summary>The adaptive plan on a process that is not there; nothing of it takes time.</summary>
internal sealed class Simulation : IMonitoringSink
{
    private readonly AdaptivePlan _plan;

    public Simulation(MonitoringAttributes attributes, int pages, ulong seed, IMemoryPressure? pressure = null)
    {
        Process = new SimulatedProcess(Clock, pages);
        var alone = AdaptiveServices.Alone();
        _plan = new AdaptivePlan(attributes, new Xoshiro256(seed), this, Clock, pressure is null ? alone : alone with { Pressure = pressure });
    }

    /// <summary>More targets, numbered from 1.</summary>
    public List<SimulatedProcess> Others { get; } = [];

    /// <summary>Targets that have no regions.</summary>
    public HashSet<int> WithoutRegions { get; } = [];

    public delegate void Told(in SnapshotView snapshot);

    public SimulatedClock Clock { get; } = new();

    public SimulatedProcess Process { get; }

    public Told OnSnapshot { get; set; } = static (in SnapshotView _) => { };

    public ISamplingPlan Plan => _plan;

    public long Snapshots { get; private set; }

    /// <summary>What was told of idle memory.</summary>
    public List<IdleView> Idle { get; } = [];

    /// <summary>Runs for a time.</summary>
    public Simulation Run(double seconds)
    {
        if (Snapshots == 0)
        {
            _plan.Join(0, Process);
            for (var i = 0; i < Others.Count; i++)
            {
                _plan.Join(i + 1, Others[i]);
            }

            _plan.Start();
        }

        var end = Clock.NowNs + (long)(seconds * 1e9);
        while (_plan.DeadlineNs <= end && _plan.TargetCount > 0)
        {
            Clock.WaitUntil(_plan.DeadlineNs);
            _plan.Step();
        }

        return this;
    }

    public void Publish(in SnapshotView snapshot)
    {
        Snapshots++;
        OnSnapshot(snapshot);
    }

    public void Publish(IdleView idle) => Idle.Add(idle);

    public void TargetAdded(int target, ProcessIdentity process)
    {
    }

    public void TargetRefused(ProcessIdentity process, string reason)
    {
    }

    public void TargetSkipped(int target)
    {
    }

    public void TargetRegions(int target, bool hasRegions) => _ = hasRegions ? WithoutRegions.Remove(target) : WithoutRegions.Add(target);

    public void TargetEnded(int target, string reason)
    {
    }

    public void Ended(MonitoringEnd end)
    {
    }

    /// <summary>The pages of a region.</summary>
    public static (int First, int Last) PagesOf(in Region region)
        => ((int)((region.Start - SimulatedProcess.Start) / Pages.Size), (int)((region.End - SimulatedProcess.Start) / Pages.Size));
}
