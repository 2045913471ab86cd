using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Fits strata to the areas there are now.</summary>
internal static class StratumFitting
{
    /// <summary>
    /// Writes to <paramref name="to"/> what becomes of <paramref name="from"/>: what lies in no area goes, what is new gets
    /// a stratum of its own, so that nothing is said to be older than its memory.
    /// </summary>
    /// <param name="from">The strata so far, in address order.</param>
    /// <param name="areas">The areas, in address order.</param>
    /// <param name="nowUs">Time of day, Unix microseconds.</param>
    /// <param name="to">Receives the strata; another list.</param>
    public static void Fit(List<Stratum> from, List<MonitoredArea> areas, long nowUs, List<Stratum> to)
    {
        to.Clear();
        var next = 0;
        foreach (var area in areas)
        {
            var cursor = area.Range.Start;
            while (next < from.Count && from[next].End <= cursor)
            {
                next++;
            }

            for (var i = next; i < from.Count && from[i].Start < area.Range.End; i++)
            {
                var stratum = from[i];
                if (stratum.Start > cursor)
                {
                    to.Add(Stratum.New(cursor, stratum.Start, area, nowUs));
                }

                stratum.Start = Math.Max(stratum.Start, cursor);
                stratum.End = Math.Min(stratum.End, area.Range.End);
                stratum.Area = area.Range.Start;
                stratum.IsShared = area.IsShared;
                to.Add(stratum);
                cursor = stratum.End;
            }

            if (cursor < area.Range.End)
            {
                to.Add(Stratum.New(cursor, area.Range.End, area, nowUs));
            }
        }
    }

    /// <summary>Cuts strata larger than <paramref name="limit"/> into even pieces, as far as <paramref name="most"/> leaves room.</summary>
    /// <param name="from">The strata.</param>
    /// <param name="limit">Largest size, bytes.</param>
    /// <param name="most">Most strata.</param>
    /// <param name="to">Receives the strata; another list.</param>
    public static void CutAbove(List<Stratum> from, ulong limit, int most, List<Stratum> to)
    {
        to.Clear();
        var room = most - from.Count;
        foreach (var stratum in from)
        {
            var pieces = (int)Math.Min((ulong)Math.Max(0, room) + 1, (stratum.Size + limit - 1) / limit);
            var rest = stratum;
            for (var left = pieces; left > 1; left--)
            {
                var size = Pages.AlignUp(rest.Size / (ulong)left, Pages.Size);
                if (size >= rest.Size)
                {
                    break;
                }

                var piece = rest;
                piece.End = rest.Start + size;
                piece.PastTouched /= left;
                piece.PastSamples /= left;
                rest.PastTouched -= piece.PastTouched;
                rest.PastSamples -= piece.PastSamples;
                rest.Start = piece.End;
                to.Add(piece);
                room--;
            }

            to.Add(rest);
        }
    }
}
