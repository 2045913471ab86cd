using Damon.Contracts.Link;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest.Advising;
using Damon.Model.Advice;
using Damon.Model.Idle;
using Damon.Model.Monitoring;

namespace Damon.Server.Advising;

/// <summary>Applies the rules of advice to the looks at a session.</summary>
/// <param name="looks">The looks.</param>
/// <param name="shortestS">Shortest time of watching to conclude from, seconds; leaks and limits need more in any case.</param>
internal sealed class AdviceReader(AdviceLooks looks, int shortestS)
{
    private const long UsPerSecond = 1_000_000;
    private const int MostUntouched = 5;

    /// <summary>A mapping is said to be the place of a leak where it has so much of the cold memory.</summary>
    private const double MostOfCold = 0.5;

    private readonly AdviceWords _words = new(looks.Session);

    /// <summary>All advice.</summary>
    /// <param name="present">The memory limit that holds now; null where none is known.</param>
    public AdviceAnswer Read(LimitReading? present)
    {
        if (looks.Newest.Count == 0)
        {
            return new AdviceAnswer([], looks.Session.Attributes.Plan == SamplingPlan.Kernel ? AdviceWords.NotFollowed : AdviceWords.NothingKnown);
        }

        Advice[] advice = [.. Leaks(), .. Limit(present), .. Untouched()];
        return new AdviceAnswer(advice, AdviceWords.Remark(looks, shortestS, advice.Length > 0));
    }

    private IEnumerable<Advice> Leaks()
        => looks.Largest.Where(one => IsWatched(one, LeakAdvice.ShortestS)).SelectMany(LeaksOf).OrderByDescending(static advice => advice.Bytes);

    private IEnumerable<Advice> LeaksOf(IdleMessage newest)
    {
        var (heap, anonymous) = looks.OfPrivate(newest, LeakAdvice.BackS(shortestS));
        if (LeakAdvice.Of(heap, shortestS) is { } ofHeap)
        {
            yield return _words.Of(newest.Target, ofHeap, "the heap", PlaceOf(newest, static kind => kind == MappingKind.Heap));
        }

        if (LeakAdvice.Of(anonymous, shortestS) is { } ofAnonymous)
        {
            yield return _words.Of(newest.Target, ofAnonymous, "anonymous memory", PlaceOf(newest, static kind => kind is MappingKind.Anonymous or MappingKind.NamedAnonymous));
        }
    }

    // Where most of the cold memory of these kinds lies.
    private PanelPiece? PlaceOf(IdleMessage newest, Func<MappingKind?, bool> isOf)
    {
        var pieces = looks.PiecesOf(newest)
            .Where(one => isOf(one.Mapping?.Kind))
            .Select(one => (one.Piece, Cold: MemoryLook.Of(newest.AtUs, newest.WatchedUs, [one.Piece]).ColdBytes))
            .ToArray();
        var (piece, cold) = pieces.MaxBy(static one => one.Cold);
        return cold > MostOfCold * pieces.Sum(static one => one.Cold) ? piece : null;
    }

    private IEnumerable<Advice> Limit(LimitReading? present)
    {
        if (looks.WatchedUs >= Math.Max(shortestS, LimitAdvice.ShortestWatchS) * UsPerSecond
            && LimitAdvice.Of(looks.OfDay(), present?.LimitBytes, shortestS) is { } limit)
        {
            yield return _words.Of(limit, present);
        }
    }

    private IEnumerable<Advice> Untouched()
        => looks.Largest
            .Where(one => IsWatched(one, shortestS))
            .SelectMany(UntouchedOf)
            .OrderByDescending(static advice => advice.Bytes)
            .Take(MostUntouched);

    private IEnumerable<Advice> UntouchedOf(IdleMessage newest)
    {
        var held = looks.Held(newest);
        if (held.SinceUs == newest.AtUs)
        {
            yield break;
        }

        foreach (var (piece, mapping) in looks.PiecesOf(newest))
        {
            if (UntouchedAdvice.Of(MemoryLook.Of(newest.AtUs, newest.WatchedUs, [piece]), held.Bytes(piece.Range), shortestS) is { } untouched)
            {
                yield return _words.Of(newest.Target, untouched, held.SinceUs, piece, mapping);
            }
        }
    }

    private static bool IsWatched(IdleMessage told, int seconds) => told.WatchedUs >= seconds * UsPerSecond;
}
