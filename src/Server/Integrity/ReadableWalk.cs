using System.Diagnostics.CodeAnalysis;
using Damon.Model.Time;
using Damon.Server.History;

namespace Damon.Server.Integrity;

/// <summary>Walks over a time and leaves out what is damaged: goes on at the first moment from which reading works again.</summary>
/// <typeparam name="T">What is read.</typeparam>
/// <param name="read">Reads what overlaps a time, in order.</param>
/// <param name="figures">Tells when something was.</param>
/// <param name="lastUs">Beyond it nothing is looked for, Unix microseconds.</param>
/// <param name="note">Is told each damage that is met.</param>
internal sealed class ReadableWalk<T>(Func<TimeRange, IEnumerable<T>> read, Func<T, SnapshotFigures> figures, long lastUs, Action<string> note)
{
    /// <summary>A walk through a wreck ends here, some seconds later: each gap takes reads to find its end.</summary>
    private const int MostAttempts = 4_096;

    /// <summary>Parts of the time in which the end of a gap is looked for: what lies between two gaps and is shorter is not found.</summary>
    private const int MostSteps = 256;

    /// <summary>How exactly the end of a gap is found, microseconds.</summary>
    private const long StepUs = 100_000;

    private int _attempts;

    /// <summary>What can be read of a time.</summary>
    public IEnumerable<T> Go(TimeRange time)
    {
        long? reachedUs = null;
        while (_attempts < MostAttempts)
        {
            var startUs = reachedUs;
            string? damage;
            using (var pieces = Try(time))
            {
                while (pieces.TryNext(out damage, out var piece))
                {
                    var told = figures(piece);
                    if (!(told.StartUs < startUs))
                    {
                        reachedUs = Math.Max(reachedUs ?? told.EndUs, told.EndUs);
                        yield return piece;
                    }
                }
            }

            if (damage is null)
            {
                yield break;
            }

            note(damage);
            if (reachedUs > (startUs ?? long.MinValue))
            {
                // Several pieces may be read at once, of which one is damaged: from here on they come one by one.
                time = time with { FromUs = reachedUs.Value };
                continue;
            }

            if (Beyond(time.FromUs, Math.Min(time.ToUs, lastUs)) is not { } nextUs)
            {
                yield break;
            }

            time = time with { FromUs = nextUs };
        }
    }

    // Ever longer steps, but none over more than a small part of the time, to a moment from which it can be read, then back to the first such.
    private long? Beyond(long fromUs, long endUs)
    {
        if (endUs <= fromUs)
        {
            return null;
        }

        var longest = Math.Max(StepUs, (endUs - fromUs) / MostSteps);
        var (badUs, goodUs) = (fromUs, Math.Min(fromUs + StepUs, endUs - 1));
        while (goodUs > badUs && _attempts < MostAttempts && !CanBegin(goodUs, endUs))
        {
            (badUs, goodUs) = (goodUs, Math.Min(goodUs + Math.Min(longest, 2 * (goodUs - badUs)), endUs - 1));
        }

        if (goodUs <= badUs)
        {
            return null;
        }

        while (goodUs - badUs > StepUs)
        {
            var middleUs = badUs + ((goodUs - badUs) / 2);
            (badUs, goodUs) = CanBegin(middleUs, endUs) ? (badUs, middleUs) : (middleUs, goodUs);
        }

        return goodUs;
    }

    private Attempt Try(TimeRange time)
    {
        _attempts++;
        return new Attempt(read, time);
    }

    private bool CanBegin(long fromUs, long endUs)
    {
        using var pieces = Try(new TimeRange(fromUs, endUs));
        pieces.TryNext(out var damage, out _);
        return damage is null;
    }

    /// <summary>One walk, until its end or until something is damaged.</summary>
    private sealed class Attempt(Func<TimeRange, IEnumerable<T>> read, TimeRange time) : IDisposable
    {
        private IEnumerator<T>? _pieces;

        /// <summary>The next piece.</summary>
        /// <param name="damage">Why there is none; null at the end.</param>
        /// <param name="piece">The piece.</param>
        public bool TryNext(out string? damage, [MaybeNullWhen(false)] out T piece)
        {
            (damage, piece) = (null, default);
            try
            {
                _pieces ??= read(time).GetEnumerator();
                if (!_pieces.MoveNext())
                {
                    return false;
                }

                piece = _pieces.Current;
                return true;
            }
            catch (Exception e) when (HistoryDamagedException.Is(e))
            {
                damage = e.Message;
                return false;
            }
        }

        public void Dispose() => _pieces?.Dispose();
    }
}
