using Damon.Model.Monitoring;

namespace Damon.Sampler.Monitoring.Regions;

/// <summary>What becomes of results when the intervals change while running (the kernel's <c>damon_update_monitoring_result</c>).</summary>
internal static class AttributeCarryOver
{
    private const ulong Whole = 10_000;

    /// <summary>Accesses in 1/10,000 of what is possible; 0 when nothing is.</summary>
    public static ulong ToBp(int nrAccesses, ulong maxNrAccesses) => maxNrAccesses == 0 ? 0 : (ulong)nrAccesses * Whole / maxNrAccesses;

    /// <summary>The same access frequency, counted in samples of the new attributes.</summary>
    public static int NrAccesses(int nrAccesses, MonitoringAttributes old, MonitoringAttributes now)
        => (int)(ToBp(nrAccesses, (ulong)old.MaxNrAccesses) * (ulong)now.MaxNrAccesses / Whole);

    /// <summary>The same time, counted in aggregation intervals of the new attributes.</summary>
    public static int Age(int age, MonitoringAttributes old, MonitoringAttributes now)
        => (int)UInt128.Min(int.MaxValue, (UInt128)age * (ulong)old.AggregationIntervalUs / (ulong)now.AggregationIntervalUs);

    /// <summary>Carries a region over at the start of an aggregation interval.</summary>
    public static void Apply(ref Region region, MonitoringAttributes old, MonitoringAttributes now)
    {
        region.NrAccesses = 0;
        region.NrUnknown = 0;
        region.Age = Age(region.Age, old, now);
        if (region.LastNrAccesses != Region.NotObserved)
        {
            region.LastNrAccesses = NrAccesses(region.LastNrAccesses, old, now);
        }
    }
}
