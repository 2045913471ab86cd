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
/// <param name="Use">What it is used for, where that is certain, such as <c>thread stack</c> or <c>Java heap</c>; else null.</param>
[MessagePackObject]
public sealed record Mapping(
    [property: Key(0), JsonConverter(typeof(HexAddressConverter))] ulong Start,
    [property: Key(1), JsonConverter(typeof(HexAddressConverter))] ulong End,
    [property: Key(2)] string Permissions,
    [property: Key(3)] string Name,
    [property: Key(4)] MappingKind Kind,
    [property: Key(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Use = null)
{
    /// <summary>What to call it: its use where that is told, else its name; empty when it has neither.</summary>
    [IgnoreMember, JsonIgnore]
    public string Called => Use ?? Name;
}
