using Damon.Contracts.Monitoring;

namespace Damon.Server.History;

/// <summary>A target of a session as it is stored.</summary>
/// <param name="Index">Its index in the session, from 0.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTime">When the process was started.</param>
/// <param name="Name">The kernel's short name.</param>
/// <param name="CommandLine">The command line, without what looks like a secret.</param>
/// <param name="EndedBecause">Why it was no longer sampled; null while it was.</param>
/// <param name="Group">Index of the group by which it became a target; null when it was named itself, or was a child.</param>
/// <param name="HasRegions">Whether its regions were told.</param>
internal sealed record StoredTarget(
    int Index, int Pid, DateTimeOffset StartTime, string Name, string CommandLine, string? EndedBecause, int? Group = null, bool HasRegions = true)
{
    /// <summary>What it ran before it executed another program, oldest first.</summary>
    public IReadOnlyList<EarlierProgram> EarlierPrograms { get; init; } = [];

    /// <summary>Index of the target that had ended before this one came in its place; null for others.</summary>
    public int? RestartOf { get; init; }
}
