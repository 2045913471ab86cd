using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>What the samples of one interval say of a stratum, and whether it is what it was before.</summary>
internal static class StratumEstimate
{
    /// <summary>Share of samples without an answer from which on what is left must not be taken for the whole.</summary>
    public const double MostUnseen = 0.05;

    /// <summary>Intervals, without those that rest, for which a stratum that was not sampled is said to be as before.</summary>
    public const int LongestCarry = 20;

    /// <summary>Evidence of a change: rare enough that what stays as it is is not said to change now and then.</summary>
    private const double Changed = 12;

    /// <summary>A difference of less than a tenth of the highest share is no change, as mm/damon has it.</summary>
    private const double ThresholdShare = 0.1;

    private const double Fading = 0.85;

    /// <summary>Takes up the samples of an interval: changes age, time and memory of the past.</summary>
    /// <param name="stratum">Its samples counted.</param>
    /// <param name="highest">Highest share of all strata.</param>
    /// <param name="startUs">Start of the interval, Unix microseconds.</param>
    /// <param name="isRest">Whether no samples were taken in it.</param>
    public static void Settle(ref Stratum stratum, double highest, long startUs, bool isRest)
    {
        stratum.Age++;
        var seen = Seen(stratum);
        if (stratum.Samples == 0)
        {
            // Where intervals rest, it is the others whose turns are counted: catching up would cost what the rest has saved.
            stratum.Unsampled = isRest ? stratum.Unsampled : Math.Min(stratum.Unsampled + 1, Stratum.NeverSampled);
            SetUnknown(ref stratum, stratum.IsUnknown || stratum.Unsampled > LongestCarry, startUs);
            return;
        }

        stratum.Unsampled = 0;
        SetUnknown(ref stratum, IsBlind(stratum), startUs);
        if (seen == 0)
        {
            return;
        }

        if (stratum.RateSamples > 0)
        {
            stratum.Rate = stratum.RateHits / (double)stratum.RateSamples;
        }
        else if (stratum.Touched == 0)
        {
            stratum.Rate = 0;
        }

        var (touched, samples) = (stratum.Touched + stratum.Last.Touched, seen + stratum.Last.Samples);
        if (stratum.PastSamples >= 1
            && Math.Abs((touched / (double)samples) - (stratum.PastTouched / stratum.PastSamples)) > ThresholdShare * highest
            && Binomial.Difference(touched, samples, stratum.PastTouched, stratum.PastSamples) > Changed)
        {
            (stratum.SinceUs, stratum.Age) = (startUs, 0);
            (stratum.PastTouched, stratum.PastSamples, stratum.Last) = (0, 0, default);
        }

        (stratum.PastTouched, stratum.PastSamples) = (Fading * stratum.AllTouched, Fading * stratum.AllSamples);
        stratum.Last = (stratum.Touched, seen);
    }

    /// <summary>The stratum as a region of a snapshot.</summary>
    /// <param name="stratum">Settled.</param>
    /// <param name="maxNrAccesses">Ticks of an aggregation interval.</param>
    /// <param name="random">Rounds.</param>
    public static Region ToRegion(in Stratum stratum, int maxNrAccesses, IRandomSource random)
    {
        var region = new Region(stratum.Start, stratum.End)
        {
            Age = stratum.Age,
            SinceUs = stratum.SinceUs,
            Samples = stratum.Samples,
            Touched = float.NaN,
            TouchedError = float.NaN,
        };
        var seen = Seen(stratum);
        if (stratum.IsUnknown)
        {
            region.NrUnknown = maxNrAccesses;
            return region;
        }

        region.NrAccesses = Round(stratum.Rate * maxNrAccesses, random);
        if (seen > 0)
        {
            region.NrUnknown = Math.Min(maxNrAccesses - 1, (int)Math.Ceiling(maxNrAccesses * (stratum.Samples - seen) / (double)stratum.Samples));
            region.Touched = stratum.Touched / (float)seen;
            region.TouchedError = (float)Error(stratum, seen);
        }
        else if (stratum is { Samples: 0, AllSamples: > 0 })
        {
            // Carried over: what the last look said, and less surely from interval to interval. What was seen before it may
            // have been over by then: memory that has just gone cold would still be told to be hot.
            region.Touched = (float)(stratum.Last.Samples > 0 ? stratum.Last.Touched / (double)stratum.Last.Samples : stratum.AllTouched / stratum.AllSamples);
            region.TouchedError = (float)Error(stratum, Math.Max(1, stratum.Last.Samples / (1.0 + stratum.Unsampled)));
        }

        return region;
    }

    // Of a part without an answer nothing is known; where it is more than a few per cent, the rest says "cold" of what may be hot.
    private static bool IsBlind(in Stratum stratum)
    {
        var unseen = stratum.Samples - Seen(stratum);
        return IsOthers(stratum) || (unseen > MostUnseen * stratum.Samples && stratum.Touched < unseen);
    }

    // What may be memory of several processes is not idle because this one does not access it; pages that it accesses say no
    // more from then on, so that those left would say too little.
    private static bool IsOthers(in Stratum stratum) => stratum.IsShared && (stratum.HasSharers || !stratum.IsOwn);

    private static int Seen(in Stratum stratum) => IsOthers(stratum) ? 0 : stratum.Samples - stratum.Unseen;

    private static double Error(in Stratum stratum, double seen)
    {
        var pages = stratum.Size / (double)Pages.Size;
        var rest = pages <= 1 ? 0 : Math.Max(0, (pages - seen) / (pages - 1));
        return Binomial.Error(stratum.PastShare, seen) * Math.Sqrt(rest);
    }

    private static void SetUnknown(ref Stratum stratum, bool unknown, long startUs)
    {
        if (stratum.IsUnknown != unknown)
        {
            stratum.IsUnknown = unknown;
            (stratum.SinceUs, stratum.Age) = (startUs, 0);
        }
    }

    // By chance, so that small rates are right on the average.
    private static int Round(double value, IRandomSource random)
    {
        var whole = Math.Floor(value);
        var rest = (ulong)((value - whole) * (1UL << 32));
        return (int)whole + (rest > 0 && random.Below(1UL << 32) < rest ? 1 : 0);
    }
}
