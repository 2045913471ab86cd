using Damon.Contracts.Rest;
using Damon.Model.Idle;
using Damon.Server.Sessions;

namespace Damon.Server.Idle;

/// <summary>What a running session tells of its memory, in few figures.</summary>
internal static class MemoryTold
{
    private static readonly int NeededAt = IdleScale.WindowsS.ToList().IndexOf(SessionMemory.NeededWindowS);
    private static readonly int ColdAt = IdleScale.AgesS.ToList().IndexOf(SessionMemory.ColdAfterS);

    /// <summary>All targets together, by what they told last; null where the session does not run or nothing is told.</summary>
    public static SessionMemory? By(SessionEntry entry)
    {
        var session = entry.Session;
        var told = IdleTogether.Newest(entry, session);
        if (told.Count == 0)
        {
            return null;
        }

        PanelPiece[] pieces = [.. told.SelectMany(one => one.ToPanel(together: session.Targets.Count > 1))];
        var watchedUs = told.Max(static one => one.WatchedUs);
        var (present, needed, cold) = (PresentFigures.Of(pieces), NeededFigures.Of(pieces, watchedUs), ColdFigures.Of(pieces, watchedUs));
        return new SessionMemory(
            told.Max(static one => one.AtUs), present.ResidentBytes, present.UnknownBytes,
            needed.Bytes[NeededAt], needed.Errors[NeededAt], cold.Bytes[ColdAt], cold.Errors[ColdAt]);
    }
}
