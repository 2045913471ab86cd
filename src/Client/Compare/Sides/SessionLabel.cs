using System.Globalization;
using Damon.Contracts.Rest;
using Damon.Model.Format;
using Damon.Model.Sessions;

namespace Damon.Client.Compare.Sides;

/// <summary>A session in one line, so that one can tell it from the others.</summary>
public static class SessionLabel
{
    /// <summary>Name, local time of the start, length, and whether it still runs.</summary>
    /// <param name="session">The session.</param>
    /// <param name="time">Tells the zone.</param>
    public static string Of(SessionResource session, TimeProvider time)
    {
        var started = TimeZoneInfo.ConvertTime(session.StartedAt, time.LocalTimeZone).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        var length = session is { FirstUs: { } first, LastUs: { } last } && last > first ? Durations.Text(last - first) : "nothing recorded";
        return $"{Name(session)}, {started}, {length}{(SessionLife.IsActive(session.State) ? ", running" : "")}";
    }

    /// <summary>The name, or the identity of a session without one.</summary>
    public static string Name(SessionResource session) => session.Name.Length > 0 ? session.Name : session.Id;
}
