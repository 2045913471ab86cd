using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>The query parameter <c>target</c>.</summary>
internal static class TargetField
{
    /// <summary>Index of a target of <paramref name="session"/>; 0 when left out.</summary>
    public static int Target(this QueryFields fields, string? text, Session session)
        => fields.Number("target", text, 0, 0, Math.Max(0, session.Targets.Count - 1));
}
