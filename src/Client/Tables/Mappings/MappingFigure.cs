using Damon.Client.Addresses;

namespace Damon.Client.Tables.Mappings;

/// <summary>How much of one mapping is used. Bytes are of address space, not of resident memory.</summary>
public sealed record MappingFigure
{
    /// <summary>The mapping; null where several are summed.</summary>
    public MappingGroup? Mapping { get; init; }

    /// <summary>Bytes of it in regions.</summary>
    public double MonitoredBytes { get; init; }

    /// <summary>Bytes of it touched within the interval; where that is not estimated, those in regions with any access.</summary>
    public double AccessedBytes { get; init; }

    /// <summary>Bytes of it in regions without an access for at least the threshold.</summary>
    public double IdleBytes { get; init; }

    /// <summary>Bytes of it in regions of which no sample could be observed.</summary>
    public double UnknownBytes { get; init; }

    /// <summary>Longest time one of its regions is without an access, microseconds; null when none is.</summary>
    public double? LongestIdleUs { get; init; }

    /// <summary>Bytes times the share of samples that could be observed.</summary>
    public double Weight { get; init; }

    /// <summary>The same times the access rate in percent.</summary>
    public double WeightedPercent { get; init; }

    /// <summary>Mean access rate in percent of observed samples, weighted by bytes; null when nothing was observed.</summary>
    public double? MeanPercent => Weight > 0 ? WeightedPercent / Weight : null;

    /// <summary>Rate times bytes, by which the hottest is chosen: bytes accessed, if each region were as hot as its mean.</summary>
    public double Heat => (MeanPercent ?? 0) * (MonitoredBytes - UnknownBytes) / 100;

    /// <summary>The sum of two.</summary>
    public MappingFigure Plus(MappingFigure other) => this with
    {
        MonitoredBytes = MonitoredBytes + other.MonitoredBytes,
        AccessedBytes = AccessedBytes + other.AccessedBytes,
        IdleBytes = IdleBytes + other.IdleBytes,
        UnknownBytes = UnknownBytes + other.UnknownBytes,
        LongestIdleUs = LongestIdleUs is null || other.LongestIdleUs > LongestIdleUs ? other.LongestIdleUs : LongestIdleUs,
        Weight = Weight + other.Weight,
        WeightedPercent = WeightedPercent + other.WeightedPercent,
    };
}
