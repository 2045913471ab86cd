using Damon.Contracts.Monitoring;
using Damon.Model.Advice;
using Damon.Model.Idle;
using Damon.Model.Monitoring;
using Damon.Model.Time;
using Damon.Server.Exports;
using Damon.Server.History;
using Damon.Server.Idle;
using Damon.Server.Sessions;

namespace Damon.Server.Advising;

/// <summary>
/// The looks at a session's memory that advice stands on, from its history. However long the recording and however large
/// the group, so many are read: of a day at least one for each hour, of single targets those of the largest.
/// </summary>
internal sealed class AdviceLooks
{
    /// <summary>Targets that are looked at one by one.</summary>
    public const int MostTargets = 32;

    private const long UsPerSecond = 1_000_000;
    private const int AllLooks = 8 * MostLooksOfDay;
    private const int MostLooksOfDay = 288;
    private const int FewestLooksOfDay = 25;
    private const int MostLooksOfLeak = 180;

    private readonly IHistoryReader _history;
    private readonly CancellationToken _cancellation;

    private AdviceLooks(IHistoryReader history, Session session, CancellationToken cancellation)
    {
        (_history, Session, _cancellation) = (history, session, cancellation);
        Newest = IdleTogether.Newest(session.Targets.Select(target => history.Idle(session.Key, target.Index, long.MaxValue)?.ToMessage()).OfType<IdleMessage>());
        Largest = [.. Newest.OrderByDescending(one => one.ToPanel(IsTogether).Sum(static piece => piece.Bytes(piece.Present))).Take(MostTargets)];
    }

    /// <summary>The session.</summary>
    public Session Session { get; }

    /// <summary>Whether several targets are taken together, each physical page once.</summary>
    public bool IsTogether => Session.Targets.Count > 1;

    /// <summary>What each target has told last, where it belongs to the newest moment; empty when nothing is known.</summary>
    public IReadOnlyList<IdleMessage> Newest { get; }

    /// <summary>The largest of them.</summary>
    public IReadOnlyList<IdleMessage> Largest { get; }

    /// <summary>For how long there has been watching at the newest moment, microseconds.</summary>
    public long WatchedUs => Newest.Count == 0 ? 0 : Newest.Max(static one => one.WatchedUs);

    /// <summary>Reads the newest looks.</summary>
    public static AdviceLooks Read(IHistoryReader history, Session session, CancellationToken cancellation) => new(history, session, cancellation);

    /// <summary>All targets together over the last day, or what there is of it.</summary>
    public IReadOnlyList<MemoryLook> OfDay()
    {
        int[] targets = [.. Session.Targets.Select(static target => target.Index)];
        var query = new LooksQuery(targets, Back(Newest.Max(static one => one.AtUs), MemoryLook.NeededS), Math.Clamp(AllLooks / targets.Length, FewestLooksOfDay, MostLooksOfDay));
        return [.. new LooksOverTime(_history, Session.Key).Of(query, _cancellation).Where(static look => look.Told.Count > 0).Select(look =>
            MemoryLook.Of(look.Us, look.Told.Max(static one => one.WatchedUs), look.Told.SelectMany(one => one.ToPanel(IsTogether))))];
    }

    /// <summary>The heap of one target and its other anonymous memory, over the last time.</summary>
    /// <param name="newest">What it has told last.</param>
    /// <param name="backS">How far back, seconds.</param>
    public (IReadOnlyList<MemoryLook> Heap, IReadOnlyList<MemoryLook> Anonymous) OfPrivate(IdleMessage newest, int backS)
    {
        var query = new LooksQuery([newest.Target], Back(newest.AtUs, backS), MostLooksOfLeak);
        var mappings = MappingsOverTime.Of(_history, Session.Key, newest.Target);
        var (heap, anonymous) = (new List<MemoryLook>(), new List<MemoryLook>());
        foreach (var (us, told) in new LooksOverTime(_history, Session.Key).Of(query, _cancellation))
        {
            var byKind = PiecesOf(told[0], mappings.At(us)).ToLookup(static one => one.Mapping?.Kind, static one => one.Piece);
            heap.Add(MemoryLook.Of(us, told[0].WatchedUs, byKind[MappingKind.Heap]));
            anonymous.Add(MemoryLook.Of(us, told[0].WatchedUs, byKind[MappingKind.Anonymous].Concat(byKind[MappingKind.NamedAnonymous])));
        }

        return (heap, anonymous);
    }

    /// <summary>What one target has held all the time, of the last day or what there is of it.</summary>
    /// <param name="newest">What it has told last.</param>
    public HeldMemory Held(IdleMessage newest)
    {
        var query = new LooksQuery([newest.Target], Back(newest.AtUs, MemoryLook.NeededS), FewestLooksOfDay);
        return new HeldMemory([.. new LooksOverTime(_history, Session.Key).Of(query, _cancellation).Select(static look => look.Told[0])], IsTogether);
    }

    /// <summary>The pieces of one target's newest look, each with the mapping in which it begins.</summary>
    public IEnumerable<(PanelPiece Piece, Mapping? Mapping)> PiecesOf(IdleMessage newest)
        => PiecesOf(newest, _history.Mappings(Session.Key, newest.Target, newest.AtUs)?.ToSet().Mappings ?? []);

    private IEnumerable<(PanelPiece Piece, Mapping? Mapping)> PiecesOf(IdleMessage told, Mapping[] mappings)
    {
        var lookup = new MappingLookup(mappings);
        foreach (var piece in told.PiecesOf(IsTogether))
        {
            yield return (piece.ToPanel(), lookup.Of(piece.Start, piece.Start + 1));
        }
    }

    private static TimeRange Back(long us, int seconds) => new(us - (seconds * UsPerSecond), us + 1);
}
