namespace Damon.Client.Lines;

/// <summary>What the lines below the picture show.</summary>
public enum LineKind
{
    /// <summary>Working set, its percentiles, and resident size.</summary>
    Memory,

    /// <summary>Number of regions.</summary>
    Regions,

    /// <summary>Sampling and aggregation interval in force.</summary>
    Intervals,

    /// <summary>What the sampler spends, as a share of one CPU.</summary>
    Cpu,
}
