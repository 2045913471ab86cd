using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>Joins neighbours whose samples do not tell them apart.</summary>
internal static class StratumMerging
{
    /// <summary>Evidence below which two shares are taken for one: a difference of less than two standard errors.</summary>
    public const double Alike = 3;

    /// <summary>Fewest samples that can tell.</summary>
    private const double FewestSamples = 3;

    /// <summary>How many times as long one of two neighbours may have been unchanged.</summary>
    private const double MostAgeRatio = 3;

    private const double SecondUs = 1_000_000;

    /// <summary>
    /// Joins in place what touches, lies in one area and is alike in share and, roughly, in how long it has been so.
    /// Where more than <paramref name="most"/> remain, less and less alike ones.
    /// </summary>
    /// <param name="strata">In address order.</param>
    /// <param name="pages">Their pages: of the denser neighbour some are surplus from then on.</param>
    /// <param name="limit">Largest size of a joined one, bytes.</param>
    /// <param name="most">Most strata.</param>
    /// <param name="nowUs">Time of day, Unix microseconds.</param>
    /// <param name="random">Chooses those pages.</param>
    public static void Merge(List<Stratum> strata, PageSet pages, ulong limit, int most, long nowUs, Randomness.IRandomSource random)
    {
        Join(strata, (in Stratum left, in Stratum right)
            => left.Area == right.Area && right.End - left.Start <= limit && AreAlike(left, right, Alike) && HaveLikeAges(left, right, nowUs));
        for (var evidence = Alike; strata.Count > most && evidence < 1e6; evidence *= 3)
        {
            var enough = evidence;
            Join(strata, (in Stratum left, in Stratum right) => AreAlike(left, right, enough) || enough > 1e4);
        }

        void Join(List<Stratum> all, Together together)
        {
            var last = 0;
            for (var i = 1; i < all.Count; i++)
            {
                var (left, right) = (all[last], all[i]);
                if (left.End == right.Start && together(left, right))
                {
                    PageDensity.Even(left, right, pages, random);
                    all[last] = JoinOne(left, right);
                }
                else
                {
                    all[++last] = right;
                }
            }

            all.RemoveRange(Math.Min(all.Count, last + 1), Math.Max(0, all.Count - last - 1));
        }
    }

    private delegate bool Together(in Stratum left, in Stratum right);

    private static bool AreAlike(in Stratum left, in Stratum right, double evidence)
    {
        if (left.IsUnknown || right.IsUnknown)
        {
            return left.IsUnknown && right.IsUnknown;
        }

        return left.AllSamples >= FewestSamples && right.AllSamples >= FewestSamples
            && Binomial.Difference(left.AllTouched, left.AllSamples, right.AllTouched, right.AllSamples) < evidence;
    }

    private static bool HaveLikeAges(in Stratum left, in Stratum right, long nowUs)
    {
        var ratio = (nowUs - left.SinceUs + SecondUs) / (nowUs - right.SinceUs + SecondUs);
        return ratio is < MostAgeRatio and > 1 / MostAgeRatio;
    }

    private static Stratum JoinOne(in Stratum left, in Stratum right)
    {
        var joined = left;
        joined.End = right.End;
        joined.HasSharers |= right.HasSharers;
        joined.IsOwn |= right.IsOwn;
        joined.IsShared |= right.IsShared;
        joined.IsUnknown &= right.IsUnknown;
        joined.Pages += right.Pages;
        joined.PastTouched += right.PastTouched;
        joined.PastSamples += right.PastSamples;
        joined.Explored += right.Explored;
        joined.ExploredHits += right.ExploredHits;
        joined.Last = (left.Last.Touched + right.Last.Touched, left.Last.Samples + right.Last.Samples);
        var share = right.Size / (double)(left.Size + right.Size);
        joined.Rate += (right.Rate - left.Rate) * share;
        joined.Unsampled = Math.Max(left.Unsampled, right.Unsampled);

        // What is said of the whole must hold for both.
        joined.SinceUs = Math.Max(left.SinceUs, right.SinceUs);
        joined.Age = Math.Min(left.Age, right.Age);
        return joined;
    }
}
