using Damon.Contracts.Monitoring;
using Damon.Model.Sessions;
using Damon.Server.Sessions;

namespace Damon.Server.Idle;

/// <summary>What several targets tell at one moment.</summary>
internal static class IdleTogether
{
    /// <summary>All targets are told of at one moment; the clock may be read twice for that, not more.</summary>
    private const long SameMomentUs = 1_000_000;

    /// <summary>Of what each target has told last, what belongs to the newest moment: a target that tells nothing any more has ended.</summary>
    public static List<IdleMessage> Newest(IEnumerable<IdleMessage> last)
    {
        var told = last.ToList();
        var newest = told.Count == 0 ? 0 : told.Max(static one => one.AtUs);
        told.RemoveAll(one => one.AtUs < newest - SameMomentUs);
        return told;
    }

    /// <summary>What the targets of a session have told last; nothing of one that does not run.</summary>
    /// <param name="entry">The session.</param>
    /// <param name="session">As it is looked at: a process that has just joined may have told something before it knows of it.</param>
    public static List<IdleMessage> Newest(SessionEntry entry, Session session)
        => session.State == SessionState.Running ? Newest(entry.Idle.Where(one => one.Target < session.Targets.Count)) : [];
}
