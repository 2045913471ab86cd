using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>What a lens knows of each of its pages: when it was accessed last, and whether it tells of the next access.</summary>
/// <param name="count">How many there are.</param>
internal sealed class LensKnowledge(int count)
{
    private const byte Present = 1;

    /// <summary>Old when it was last seen: the next access shows.</summary>
    private const byte Old = 2;

    /// <summary>Nothing is known of when it was accessed: it had been, when it was seen last, and had not been made old before.</summary>
    private const byte Unknown = 4;

    /// <summary>Unknown until it is made old, whatever is seen: others may access the page where it can't be seen.</summary>
    private const byte OfOthers = 8;

    private const byte Watched = Present | Old;

    /// <summary>Made old since all pages were looked at last: the next look tells of it.</summary>
    private const byte Awaited = Watched | Unknown;

    private readonly byte[] _states = new byte[count];
    private readonly int[] _accessed = new int[count];
    private bool _isLookedAt;

    /// <summary>Takes up a look at all pages; tells how many were found accessed that had been old.</summary>
    /// <param name="sights">Absent, idle or accessed.</param>
    /// <param name="moment">When those were accessed, as nearly as is known: since the last look.</param>
    public int See(ReadOnlySpan<PageSight> sights, int moment)
    {
        var found = 0;
        for (var i = 0; i < sights.Length; i++)
        {
            ref var state = ref _states[i];
            switch (sights[i])
            {
                case PageSight.Idle when state == Watched:
                    break;
                case PageSight.Absent:
                    state = 0;
                    break;
                case PageSight.Idle:
                    SeeOld(i, moment);
                    break;
                case PageSight.Accessed when state is Watched or Awaited:
                    (state, _accessed[i]) = (Present, moment);
                    found++;
                    break;
                case PageSight.Accessed when state == 0:
                    // What comes later comes by an access; of what was there before, nobody knows when.
                    (state, _accessed[i]) = ((byte)(_isLookedAt ? Present : Present | Unknown), moment);
                    break;
                default:
                    state &= unchecked((byte)~Old);
                    break;
            }
        }

        _isLookedAt = true;
        return found;
    }

    /// <summary>Takes up what came of making pages old.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="sights">What came of it.</param>
    /// <param name="seen">When all pages were looked at last.</param>
    /// <param name="moment">When something that happened since then did, as nearly as is known.</param>
    public void Clear(int first, ReadOnlySpan<PageSight> sights, int seen, int moment)
    {
        for (var i = 0; i < sights.Length; i++)
        {
            ref var state = ref _states[first + i];
            switch (sights[i])
            {
                case PageSight.MadeOld:
                    MadeOld(first + i, moment);
                    break;
                case PageSight.Idle when state != Watched && state != 0:
                    state &= unchecked((byte)~OfOthers);
                    SeeOld(first + i, seen);
                    break;
                case PageSight.Stuck:
                    _accessed[first + i] = state == Watched ? moment : _accessed[first + i];
                    state = Present | Unknown;
                    break;
                case PageSight.Shared:
                    state = Present | Unknown | OfOthers;
                    break;
            }
        }
    }

    /// <summary>A page that had been accessed was made old, by whomever.</summary>
    /// <param name="page">The page.</param>
    /// <param name="moment">When something that happened since the last look did, as nearly as is known.</param>
    public void MadeOld(int page, int moment)
    {
        ref var state = ref _states[page];
        switch (state)
        {
            case 0 or Watched or Awaited:
                (state, _accessed[page]) = (Watched, moment);
                break;
            default:
                state = (state & Unknown) != 0 ? Awaited : Watched;
                break;
        }
    }

    /// <summary>A page that was accessed when all were looked at last is about to be made old with all else, by others.</summary>
    /// <param name="page">The page.</param>
    /// <param name="seen">When all pages were looked at last.</param>
    public void Leave(int page, int seen)
    {
        // What others access of a page is not known for that.
        if ((_states[page] & OfOthers) == 0)
        {
            MadeOld(page, seen);
        }
    }

    /// <summary>Tells of pages.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="moment">When all pages were looked at last.</param>
    /// <param name="isBlind">Whether accesses can't be seen at all.</param>
    /// <param name="ages">Receives one age for each.</param>
    public void Tell(int first, int moment, bool isBlind, Span<byte> ages)
    {
        for (var i = 0; i < ages.Length; i++)
        {
            var state = _states[first + i];
            ages[i] = state == 0 ? PageAge.Absent
                : isBlind || (state & Unknown) != 0 ? PageAge.Unknown
                : LensTime.Age(moment - _accessed[first + i]);
        }
    }

    private void SeeOld(int page, int moment)
    {
        ref var state = ref _states[page];
        if ((state & OfOthers) != 0)
        {
            state |= Old;
            return;
        }

        // One that was unknown for a time may have been accessed in it; one that was so from the opening on is not known to have been.
        if (state == 0 || ((state & Unknown) != 0 && _accessed[page] != 0))
        {
            _accessed[page] = moment;
        }

        state = Watched;
    }
}
