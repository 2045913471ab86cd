using System.Text.Json.Serialization;
using Damon.Contracts.Json;
using Damon.Model.Monitoring;

namespace Damon.Contracts.Rest;

/// <summary>The same of one mapping.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Name">What it is used for where that is told, path of the file, or the kernel's name such as <c>[heap]</c>; empty when it has none.</param>
/// <param name="Kind">What backs it; null when no mapping is known there.</param>
/// <param name="ResidentBytes">Present bytes.</param>
/// <param name="Bytes">As in <see cref="IdleTotal"/>.</param>
/// <param name="Errors">Standard errors of the bytes.</param>
/// <param name="UnknownBytes">Present bytes of which nothing can be told.</param>
public sealed record IdleMapping(
    [property: JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: JsonConverter(typeof(HexAddressConverter))] ulong End,
    string Name,
    MappingKind? Kind,
    long ResidentBytes,
    IReadOnlyList<long> Bytes,
    IReadOnlyList<long> Errors,
    long UnknownBytes);
