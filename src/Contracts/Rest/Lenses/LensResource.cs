using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Lenses;

/// <summary>A range of one target that is followed page by page.</summary>
/// <param name="Target">Index of the target.</param>
/// <param name="Start">First byte, page aligned.</param>
/// <param name="End">One past the last byte, page aligned.</param>
/// <param name="SinceUs">Since when, Unix microseconds.</param>
/// <param name="SweepUs">Time between two clears of a page that is in use, microseconds: ages shorter than this are at most so long.</param>
public sealed record LensResource(
    int Target,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End,
    long SinceUs,
    long SweepUs);
