using Damon.Contracts.Rest;
using Damon.Model.Monitoring;
using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>
/// Finds an active session that already samples a target with the same operations: both would clear the bits
/// that the other waits for.
/// </summary>
internal static class TargetConflict
{
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(1);

    /// <summary>The first conflict; null when there is none.</summary>
    public static Problem? Find(IEnumerable<SessionResource> active, string ownId, string sampler, OperationsKind operations, IReadOnlyList<TargetResource> targets)
    {
        foreach (var session in active.Where(session => session.Id != ownId && session.Sampler == sampler && session.Operations == operations))
        {
            for (var i = 0; i < targets.Count; i++)
            {
                if (session.Targets.Any(other => other.EndedBecause is null && IsSame(other, targets[i])))
                {
                    return Problem.Of(StatusCodes.Status409Conflict,
                        $"Session {session.Id} ({session.Name}) already monitors process {targets[i].Pid} with the same operations. Stop it first, or watch that one.",
                        $"targets[{i}].pid");
                }
            }
        }

        return null;
    }

    /// <summary>A pid alone is no identity, but until the sampler has answered it may be all there is.</summary>
    private static bool IsSame(TargetResource one, TargetResource other)
        => one.Pid == other.Pid
            && (one.StartTime == default || other.StartTime == default || (one.StartTime - other.StartTime).Duration() <= SameStart);
}
