using Damon.Model.Addresses;
using Damon.Model.Binning;

namespace Damon.Client.Hover;

/// <summary>What is under the pointer.</summary>
public sealed record HoverInfo
{
    /// <summary>The time pointed at, Unix microseconds.</summary>
    public double Us { get; init; }

    /// <summary>The address pointed at; null in a cut.</summary>
    public ulong? Address { get; init; }

    /// <summary>The region there, or the cell's addresses where the region is not known.</summary>
    public AddressRange? Range { get; init; }

    /// <summary>Whether <see cref="Range"/> is a region of a snapshot.</summary>
    public bool IsRegion { get; init; }

    /// <summary>Access rate in percent of samples; null when unknown.</summary>
    public double? Percent { get; init; }

    /// <summary>What the picture tells.</summary>
    public CellMeasure Measure { get; init; }

    /// <summary>Of other measures than the rate their value here, percent or seconds; null when unknown.</summary>
    public double? Value { get; init; }

    /// <summary>What the picture shows here, in its unit; null when unknown.</summary>
    public double? Shown => Measure == CellMeasure.Rate ? Percent : Value;

    /// <summary>Whether the rate was not observed but concluded from a region's age.</summary>
    public bool Inferred { get; init; }

    /// <summary>How long the rate has stayed about the same, microseconds; null when not known.</summary>
    public double? AgeUs { get; init; }

    /// <summary>Share of the region accessed within the interval, 0 .. 1; null where not sampled or not estimated.</summary>
    public double? Touched { get; init; }

    /// <summary>Standard error of <see cref="Touched"/>; null when not known.</summary>
    public double? TouchedError { get; init; }

    /// <summary>Whether the region was not sampled in this interval: it is said to be as it was last.</summary>
    public bool CarriedOver { get; init; }

    /// <summary>Name of the mapping; null when there is none at this address.</summary>
    public string? Mapping { get; init; }

    /// <summary>Size of the mapping, bytes: a region may reach far beyond it.</summary>
    public ulong MappingBytes { get; init; }

    /// <summary>Permissions of the mapping.</summary>
    public string Permissions { get; init; } = "";

    /// <summary>What each of two compared pictures has here; empty where nothing is compared.</summary>
    public IReadOnlyList<HoverSide> Sides { get; init; } = [];

    /// <summary>Why nothing is known here, or null.</summary>
    public string? Unknown { get; init; }
}
