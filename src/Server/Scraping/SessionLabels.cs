using System.Globalization;
using Damon.Server.Sessions;

namespace Damon.Server.Scraping;

/// <summary>How the series of sessions are told apart: by <c>session</c>, <c>target</c> and <c>group</c>.</summary>
internal static class SessionLabels
{
    private const string Target = "target";
    private const string AllTargets = "all";

    /// <summary>Of a session.</summary>
    public static SeriesLabels Of(Session session) => SeriesLabels.None.With("session", session.Id);

    /// <summary>Of one target, with its group where it came by one.</summary>
    public static SeriesLabels OfTarget(Session session, SessionTarget target)
        => OfGroup(Of(session).With(Target, target.Index.ToString(CultureInfo.InvariantCulture)), target.Group is { } group ? session.Groups.ElementAtOrDefault(group) : null);

    /// <summary>Of all targets together, each physical page once.</summary>
    public static SeriesLabels OfAll(Session session) => Of(session).With(Target, AllTargets);

    /// <summary>Of all targets of one group together.</summary>
    public static SeriesLabels OfGroup(Session session, SessionGroup group) => OfGroup(OfAll(session), group);

    private static SeriesLabels OfGroup(SeriesLabels labels, SessionGroup? group) => labels.With("group", group?.Name);
}
