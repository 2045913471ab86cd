using Damon.Contracts.Monitoring;

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
}
