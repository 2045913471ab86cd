using Damon.Contracts.Rest;
using Damon.Contracts.Rest.Limits;

namespace Damon.Client.Idle;

/// <summary>Which of several memory limits concerns what is shown.</summary>
public static class LimitChoice
{
    /// <summary>The one with the least room below it; one without a limit only where there is no other. Null when there is none.</summary>
    /// <param name="limits">All of the session.</param>
    /// <param name="target">The target shown; null for all together.</param>
    public static MemoryLimit? Of(IReadOnlyList<MemoryLimit> limits, TargetResource? target)
        => limits
            .Where(limit => target is null || limit.Target == target.Index || (limit.Group is { } group && group == target.Group))
            .MinBy(limit => limit.LimitBytes is { } most ? most - limit.CurrentBytes : long.MaxValue);
}
