using Damon.Model.Groups;
using MessagePack;

namespace Damon.Contracts.Groups;

/// <summary>A group of processes that could be a target.</summary>
[MessagePackObject]
public sealed record GroupResource
{
    /// <summary>How it is named: the field of a target that takes <see cref="Name"/>.</summary>
    [Key(0)] public GroupKind Kind { get; init; }

    /// <summary>Its path, unit, container or command.</summary>
    [Key(1)] public string Name { get; init; } = "";

    /// <summary>Processes of it that can be monitored.</summary>
    [Key(2)] public int Processes { get; init; }

    /// <summary>Their resident memory added up, bytes: what several of them share counts for each.</summary>
    [Key(3)] public long ResidentBytes { get; init; }

    /// <summary>The least of the memory limits of its control group and of those above, bytes; null where there is none, or none is known.</summary>
    [Key(4)] public long? LimitBytes { get; init; }
}
