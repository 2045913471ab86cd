using Damon.Contracts.Json;
using Damon.Model.Monitoring;

namespace Damon.Server.Changes;

/// <summary>What a sentence about a mapping calls it.</summary>
internal static class MappingTitle
{
    /// <summary>At the beginning of a sentence.</summary>
    /// <param name="name">What the mapping is called; empty when it has no name.</param>
    /// <param name="kind">What backs it; null where that is not known.</param>
    /// <param name="start">Its first byte.</param>
    public static string Of(string name, MappingKind? kind, ulong start) => (name, kind) switch
    {
        ("", _) => $"Anonymous memory at {HexAddressConverter.Format(start)}",
        (['/', ..], MappingKind.File) => name[(name.LastIndexOf('/') + 1)..],
        (_, MappingKind.Heap) => "The heap",
        (_, MappingKind.Stack) => "The stack",
        _ => name,
    };

    /// <summary>Within a sentence.</summary>
    /// <param name="name">What the mapping is called; empty when it has no name.</param>
    /// <param name="kind">What backs it; null where that is not known.</param>
    /// <param name="start">Its first byte.</param>
    public static string Within(string name, MappingKind? kind, ulong start)
        => Of(name, kind, start) is var title && (name.Length == 0 || kind is MappingKind.Heap or MappingKind.Stack) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
}
