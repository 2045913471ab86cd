using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest;

/// <summary>A contiguous part of the address space that was monitored; between areas lie the big gaps.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
public sealed record AreaResource(
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End);
