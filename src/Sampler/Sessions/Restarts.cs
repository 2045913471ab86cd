using Damon.Sampler.Monitoring;
using Damon.Sampler.Sessions.Joining;

namespace Damon.Sampler.Sessions;

/// <summary>
/// Tells a process that comes in the place of one that has ended from one more of its kind: the same command in the same
/// group, of which none lives any more. Workers that a living process of that name has forked come and go as they are needed.
/// </summary>
internal static class Restarts
{
    /// <summary>Index of the target in whose place a process comes; null when in none.</summary>
    /// <param name="found">The process.</param>
    /// <param name="targets">The targets so far.</param>
    /// <param name="lives">Whether a process has not ended: the monitoring may find that out later.</param>
    public static int? Of(FoundProcess found, IReadOnlyList<SessionTarget> targets, Predicate<ProcessIdentity> lives)
    {
        if (found.Group is not { } group)
        {
            return null;
        }

        int? before = null;
        foreach (var target in targets)
        {
            var facts = target.Facts;
            if (facts.Group != group || facts.Name != found.Facts.Name)
            {
                continue;
            }

            var isLive = target.IsLive && lives(facts.Process);
            var isSame = facts.CommandLine == found.Facts.CommandLine;
            if (isLive && (isSame || facts.Process.Pid == found.Facts.ParentPid))
            {
                return null;
            }

            before = isSame && !isLive ? facts.Index : before;
        }

        return before;
    }
}
