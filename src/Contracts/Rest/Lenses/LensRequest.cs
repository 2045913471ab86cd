using System.Text.Json.Serialization;
using Damon.Contracts.Json;

namespace Damon.Contracts.Rest.Lenses;

/// <summary>Body of <c>POST /sessions/{id}/lens</c>: what to follow page by page.</summary>
/// <param name="Target">Index of the target; 0 when left out.</param>
/// <param name="Start">First byte; required.</param>
/// <param name="End">One past the last byte; required. At most 4 GiB from the start.</param>
public sealed record LensRequest(
    int? Target,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong? Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong? End);
