using Damon.Server.Problems;

namespace Damon.Server.Sessions;

/// <summary>The query parameter <c>target</c>.</summary>
internal static class TargetField
{
    /// <summary>Index of a target of <paramref name="session"/>; 0 when left out.</summary>
    public static int Target(this QueryFields fields, string? text, Session session)
        => fields.Number("target", text, 0, 0, Math.Max(0, session.Targets.Count - 1));

    /// <summary>Indices of what is asked for: of one target of <paramref name="session"/>, or of all when left out.</summary>
    public static IReadOnlyList<int> Targets(this QueryFields fields, string? text, Session session)
        => string.IsNullOrEmpty(text) ? [.. session.Targets.Select(target => target.Index)] : [fields.Target(text, session)];
}
