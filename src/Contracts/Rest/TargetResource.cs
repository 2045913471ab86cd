using Damon.Contracts.Monitoring;
using MessagePack;

namespace Damon.Contracts.Rest;

/// <summary>One target of a session.</summary>
[MessagePackObject]
public sealed record TargetResource
{
    /// <summary>Index in the session, from 0; what <c>target=</c> takes.</summary>
    [Key(0)] public int Index { get; init; }

    /// <summary>Process id.</summary>
    [Key(1)] public int Pid { get; init; }

    /// <summary>When the process was started.</summary>
    [Key(2)] public DateTimeOffset StartTime { get; init; }

    /// <summary>The kernel's short name (comm).</summary>
    [Key(3)] public string Name { get; init; } = "";

    /// <summary>The command line, without what looks like a secret.</summary>
    [Key(4)] public string CommandLine { get; init; } = "";

    /// <summary>Why it is no longer sampled, as a sentence; null while it is.</summary>
    [Key(5)] public string? EndedBecause { get; init; }

    /// <summary>Index in the session's groups of the one by which it became a target; null when it was named itself, or is a child.</summary>
    [Key(6)] public int? Group { get; init; }

    /// <summary>Whether its regions are told; of what is not sampled for lack of budget only the idle ages are.</summary>
    [Key(7)] public bool HasRegions { get; init; } = true;

    /// <summary>What it ran before it executed another program, oldest first; empty while it has not. The name is that of the last one.</summary>
    [Key(8)] public IReadOnlyList<EarlierProgram> EarlierPrograms { get; init; } = [];

    /// <summary>Index of the target that had ended before this one came in its place: the same command in the same group; null for others.</summary>
    [Key(9)] public int? RestartOf { get; init; }
}
