using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Server.Sessions;

/// <summary>One target of a session.</summary>
/// <param name="Index">Its index in the session, from 0.</param>
/// <param name="Pid">Its process id.</param>
/// <param name="StartTime">When the process was started; the default while the sampler has not said.</param>
/// <param name="Name">The kernel's short name.</param>
/// <param name="CommandLine">The command line, without what looks like a secret.</param>
/// <param name="EndedBecause">Why it is no longer sampled, as a sentence; null while it is.</param>
/// <param name="Group">Index of the group by which it became a target; null when it was named itself, or is a child.</param>
/// <param name="HasRegions">Whether its regions are told.</param>
internal sealed record SessionTarget(
    int Index,
    int Pid,
    DateTimeOffset StartTime,
    string Name = "",
    string CommandLine = "",
    string? EndedBecause = null,
    int? Group = null,
    bool HasRegions = true)
{
    /// <summary>What it ran before it executed another program, oldest first.</summary>
    public IReadOnlyList<EarlierProgram> EarlierPrograms { get; init; } = [];

    /// <summary>Index of the target that had ended before this one came in its place; null for others.</summary>
    public int? RestartOf { get; init; }

    /// <summary>Targets as a sampler tells them.</summary>
    public static IReadOnlyList<SessionTarget> Of(IEnumerable<TargetResource> told)
        => [.. told.Select(target => new SessionTarget(
            target.Index, target.Pid, target.StartTime, target.Name, target.CommandLine, target.EndedBecause, target.Group, target.HasRegions)
        {
            EarlierPrograms = target.EarlierPrograms ?? [],
            RestartOf = target.RestartOf,
        })];
}
