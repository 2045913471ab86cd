using System.Text.Json.Serialization;
using Damon.Contracts.Json;
using Damon.Model.Monitoring;
using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>One mapping of a target's address space, a line of <c>/proc/PID/maps</c>.</summary>
/// <param name="Start">First byte.</param>
/// <param name="End">One past the last byte.</param>
/// <param name="Permissions"><c>rwxp</c> or <c>rwxs</c> with dashes, as the kernel prints them.</param>
/// <param name="Name">Path of the file, or the kernel's name such as <c>[heap]</c>; empty when it has none.</param>
/// <param name="Kind">What backs it.</param>
[MessagePackObject]
public sealed record Mapping(
    [property: Key(0), JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: Key(1), JsonConverter(typeof(HexAddressConverter))] ulong End,
    [property: Key(2)] string Permissions,
    [property: Key(3)] string Name,
    [property: Key(4)] MappingKind Kind);
