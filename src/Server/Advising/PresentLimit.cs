using Damon.Contracts.Link;

namespace Damon.Server.Advising;

/// <summary>Which memory limit an advice for the whole session has to do with.</summary>
internal static class PresentLimit
{
    /// <summary>The one control group that bounds all targets; null where there are several, or nothing is told.</summary>
    public static LimitReading? Of(IReadOnlyList<LimitReading> told)
        => told.DistinctBy(static one => (one.Cgroup, one.Version)).Take(2).ToArray() is [var only] ? only : null;
}
