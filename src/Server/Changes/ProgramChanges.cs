using Damon.Contracts.Rest.Changes;
using Damon.Model.Time;
using Damon.Server.Sessions;

namespace Damon.Server.Changes;

/// <summary>What has happened to the processes of a session themselves.</summary>
internal static class ProgramChanges
{
    /// <summary>
    /// A process born while the session runs that executes its program within this time is being started and has not
    /// changed, microseconds; so much a start time may be off, too.
    /// </summary>
    private const long BirthUs = 2_000_000;

    /// <summary>Other programs executed and restarts of some targets within a time.</summary>
    /// <param name="session">The session.</param>
    /// <param name="targets">Indices of the targets.</param>
    /// <param name="time">The time.</param>
    public static IEnumerable<Change> Of(Session session, IReadOnlyList<int> targets, TimeRange time)
    {
        foreach (var target in session.Targets.IntersectBy(targets, static target => target.Index))
        {
            var born = UnixTime.ToMicroseconds(target.StartTime);
            var isChild = born >= UnixTime.ToMicroseconds(session.StartedAt) - BirthUs;
            if (target.RestartOf is { } before && before < session.Targets.Count && IsIn(time, born))
            {
                yield return ChangeWords.Restart(born, target, session.Targets[before]);
            }

            for (var i = 0; i < target.EarlierPrograms.Count; i++)
            {
                var earlier = target.EarlierPrograms[i];
                if (IsIn(time, earlier.UntilUs) && !(isChild && earlier.UntilUs - born < BirthUs))
                {
                    yield return ChangeWords.Exec(target, earlier, i + 1 < target.EarlierPrograms.Count ? target.EarlierPrograms[i + 1].Name : target.Name);
                }
            }
        }
    }

    private static bool IsIn(TimeRange time, long us) => us >= time.FromUs && us < time.ToUs;
}
