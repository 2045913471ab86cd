using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring.Adaptive;

public sealed class RegionRightsTests
{
    [Fact]
    public void MoreTargetsThanCanHaveRegions_TheLargestHaveThem_AndAllAreToldOf()
    {
        var simulation = Group(targets: 40);
        var seen = new HashSet<int>();
        simulation.OnSnapshot = (in SnapshotView snapshot) => seen.Add(snapshot.Target);

        simulation.Run(60);

        // Target i has 100 + i pages.
        Assert.Equal(Enumerable.Range(0, 8), simulation.WithoutRegions.Order());
        Assert.Equal(Enumerable.Range(0, 40), simulation.Idle.Select(static idle => idle.Target).Distinct().Order());
        Assert.Superset(Enumerable.Range(8, 32).ToHashSet(), seen);
    }

    [Fact]
    public void FewestRegionsOfEach_BoundHowManyHaveSome()
    {
        var simulation = Group(targets: 6, new MonitoringAttributes { MinRegions = 10, MaxRegions = 45 });

        simulation.Run(5);

        Assert.Equal(Enumerable.Range(0, 2), simulation.WithoutRegions.Order());
    }

    private static Simulation Group(int targets, MonitoringAttributes? attributes = null)
    {
        var simulation = new Simulation(attributes ?? new MonitoringAttributes(), 100, seed: 1);
        for (var i = 1; i < targets; i++)
        {
            simulation.Others.Add(new SimulatedProcess(simulation.Clock, 100 + i));
        }

        return simulation;
    }
}
