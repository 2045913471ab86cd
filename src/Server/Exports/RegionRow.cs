using Damon.Model.Addresses;
using Damon.Server.History;
using Damon.Server.Sessions;

namespace Damon.Server.Exports;

/// <summary>One region of one snapshot, as tables tell it.</summary>
internal readonly record struct RegionRow
{
    /// <summary>Whose it is.</summary>
    public required SessionTarget Target { get; init; }

    /// <summary>Its snapshot.</summary>
    public required SnapshotFigures Snapshot { get; init; }

    /// <summary>Where it lies, as far as it was selected.</summary>
    public required AddressRange Range { get; init; }

    /// <summary>Samples that found it accessed.</summary>
    public required int NrAccesses { get; init; }

    /// <summary>Samples that could not be observed.</summary>
    public required int Unknown { get; init; }

    /// <summary>Percent of the observed samples that found it accessed; null when none was.</summary>
    public required double? RatePercent { get; init; }

    /// <summary>Aggregation intervals for which that has been so.</summary>
    public required int Age { get; init; }

    /// <summary>What most of it is mapped to, <c>anonymous</c> without a name; null where more of it is not mapped.</summary>
    public required string? Mapping { get; init; }

    /// <summary>Since when it is unchanged, Unix microseconds; null where that was not stored.</summary>
    public required long? SinceUs { get; init; }

    /// <summary>Pages really observed; null where that was not stored.</summary>
    public required int? Samples { get; init; }

    /// <summary>Percent of its bytes accessed within the interval; null where unknown.</summary>
    public required double? TouchedPercent { get; init; }

    /// <summary>Standard error of <see cref="TouchedPercent"/>; null where unknown.</summary>
    public required double? TouchedErrorPercent { get; init; }
}
