using System.Text.Json.Serialization;
using Damon.Contracts.Json;
using Damon.Model.Monitoring;

namespace Damon.Run.Looking.Figures;

/// <summary>One mapping and its memory.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Name">Path of the file, or the kernel's name; empty when it has none.</param>
/// <param name="Kind">What backs it; null when no mapping is known there.</param>
/// <param name="Use">Its memory.</param>
internal sealed record MappingUse(
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End,
    string Name,
    MappingKind? Kind,
    MemoryUse Use);
