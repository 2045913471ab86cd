using Damon.Model.Groups;
using MessagePack;

namespace Damon.Contracts.Groups;

/// <summary>A group whose processes are targets of a session, as long as they belong to it.</summary>
[MessagePackObject]
public sealed record SessionGroupResource
{
    /// <summary>How it is named.</summary>
    [Key(0)] public GroupKind Kind { get; init; }

    /// <summary>Its path, unit, container or pattern.</summary>
    [Key(1)] public string Name { get; init; } = "";

    /// <summary>Processes that belong to it now and can be monitored, or did when the session ended.</summary>
    [Key(2)] public int Processes { get; init; }

    /// <summary>Which of them are not monitored and why, as a sentence; null when all are.</summary>
    [Key(3)] public string? Remark { get; init; }
}
