using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Sessions;

/// <summary>What a session says of a target.</summary>
internal sealed record TargetFacts
{
    /// <summary>Programs that are remembered; of a process that never stops executing others the last ones.</summary>
    private const int MostEarlier = 64;

    /// <summary>Number of the target in its session, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The process.</summary>
    public required ProcessIdentity Process { get; init; }

    /// <summary>When the process was started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>The kernel's short name (comm); changes when the process executes another program.</summary>
    public required string Name { get; init; }

    /// <summary>The command line, without what looks like a secret.</summary>
    public required string CommandLine { get; init; }

    /// <summary>Index in the session's groups of the one by which it became a target; null when it was named itself, or is a child.</summary>
    public int? Group { get; init; }

    /// <summary>What it ran before it executed another program, oldest first.</summary>
    public IReadOnlyList<EarlierProgram> EarlierPrograms { get; init; } = [];

    /// <summary>Index of the target that had ended before this one came in its place; null for others.</summary>
    public int? RestartOf { get; init; }

    /// <summary>Whether its regions are told.</summary>
    public bool HasRegions { get; init; } = true;

    /// <summary>Why it is no longer sampled, as a sentence; null while it is.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>The same process under another name.</summary>
    public TargetFacts Named(string name, string commandLine) => this with { Name = name, CommandLine = commandLine };

    /// <summary>The same process with another program.</summary>
    /// <param name="name">The kernel's short name.</param>
    /// <param name="commandLine">The whole command line.</param>
    /// <param name="atUs">When that was found, Unix microseconds.</param>
    public TargetFacts Executing(string name, string commandLine, long atUs)
        => Named(name, commandLine) with { EarlierPrograms = [.. EarlierPrograms.TakeLast(MostEarlier - 1), new EarlierProgram(Name, CommandLine, atUs)] };
}
