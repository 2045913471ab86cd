using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Areas;

/// <summary>How a part of a target's memory was used over a time: all its snapshots together, each as long as it lasted.</summary>
/// <param name="FromUs">Begin, Unix microseconds.</param>
/// <param name="ToUs">One past the end.</param>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Snapshots">Snapshots that have any region there.</param>
/// <param name="MonitoredBytes">Bytes there in regions, mean.</param>
/// <param name="RatePercent">Access rate, percent of the observed samples; null where nothing was observed.</param>
/// <param name="TouchedBytes">Bytes touched within an aggregation interval; null where that was not estimated.</param>
public sealed record AreaUse(
    long FromUs,
    long ToUs,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End,
    long Snapshots,
    double MonitoredBytes,
    Spread? RatePercent,
    Spread? TouchedBytes);
