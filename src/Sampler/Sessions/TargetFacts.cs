using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Sessions;

/// <summary>What a session says of a target.</summary>
internal sealed record TargetFacts
{
    /// <summary>Number of the target in its session, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The process.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>When the process was started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The kernel's short name (comm); changes when the process executes another program.</summary>
    public required string Name { get; init; }

    /// <summary>The whole command line.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Index in the session's groups of the one by which it became a target; null when it was named itself, or is a child.</summary>
    public int? Group { get; init; }

    /// <summary>Whether its regions are told.</summary>
    public bool HasRegions { get; init; } = true;

    /// <summary>Why it is no longer sampled, as a sentence; null while it is.</summary>
    public string? EndedBecause { get; init; }
}
