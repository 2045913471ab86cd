using Damon.Sampler.Monitoring.Randomness;

namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// Decides how many pages of each stratum are samples of the next interval: where error times size is largest, as far as
/// the clears go. Decided before the pages are looked at one by one, and by their number only, so that no page is left out
/// for what it would have told.
/// </summary>
internal sealed class SampleChoice
{
    /// <summary>Explorers that are made old, for every sample.</summary>
    public const double ExplorersPerSample = 0.34;

    /// <summary>Clears for a sample below which it counts as free.</summary>
    private const double Free = 0.01;

    /// <summary>Chance of a stratum to be sampled in an interval, at least, where not all can be.</summary>
    private const double LeastChance = 0.06;

    /// <summary>Intervals without a sample after which a stratum gets one.</summary>
    private const int LongestWait = 14;

    private const int Rounds = 24;

    private double[] _weights = [];
    private double[] _costs = [];

    /// <summary>Clears that all pages of all strata would take.</summary>
    public double Wanted { get; private set; }

    /// <summary>Samples of each stratum that is accessed, on the average.</summary>
    public double SamplesOfAccessed { get; private set; }

    /// <summary>Clears that one sample of every stratum would take.</summary>
    public static double Least(ReadOnlySpan<Stratum> strata)
    {
        var sum = 0.0;
        foreach (ref readonly var stratum in strata)
        {
            sum += Cost(stratum);
        }

        return sum;
    }

    /// <summary>Error times size of all strata.</summary>
    public static double Weight(ReadOnlySpan<Stratum> strata)
    {
        var sum = 0.0;
        foreach (ref readonly var stratum in strata)
        {
            sum += Weight(stratum);
        }

        return sum;
    }

    /// <summary>Error times size: what more samples would tell.</summary>
    public static double Weight(in Stratum stratum) => stratum.Size * Binomial.Error(stratum.PastShare, 1);

    /// <summary>Sets the samples of each stratum.</summary>
    /// <param name="strata">Their eligible and young pages counted.</param>
    /// <param name="clears">How many may be made.</param>
    /// <param name="random">Chance.</param>
    public void Choose(Span<Stratum> strata, double clears, IRandomSource random)
    {
        if (_weights.Length < strata.Length)
        {
            Array.Resize(ref _weights, strata.Length * 2);
            Array.Resize(ref _costs, strata.Length * 2);
        }

        Wanted = 0;
        var least = 0.0;
        for (var i = 0; i < strata.Length; i++)
        {
            _costs[i] = Cost(strata[i]);
            _weights[i] = Weight(strata[i]) / Math.Sqrt(Math.Max(_costs[i], 1e-6));
            Wanted += _costs[i] * strata[i].Eligible;
            least += _costs[i];
        }

        // Where one sample each can be had, no change is missed; where not, it is chance whose turn it is.
        var fewest = least <= clears ? 1 : LeastChance;
        var scale = Wanted <= clears ? double.PositiveInfinity : Scale(strata, clears, fewest);
        for (var i = 0; i < strata.Length; i++)
        {
            strata[i].Samples = Draw(strata[i], Samples(strata[i], i, scale, fewest), random);
        }

        SamplesOfAccessed = Accessed(strata);
    }

    // A clear for the sample itself where it is young, its part of an explorer's, and one more where it is accessed before its sampling interval.
    private static double Cost(in Stratum stratum)
        => stratum.Eligible == 0 ? 0 : ((1 + ExplorersPerSample) * stratum.Young / stratum.Eligible) + (stratum.Young == 0 ? stratum.ExpectedShare : stratum.PastShare);

    private static double Accessed(ReadOnlySpan<Stratum> strata)
    {
        var (samples, count) = (0, 0);
        foreach (ref readonly var stratum in strata)
        {
            if (stratum.Eligible > 0 && stratum.PastShare > 0.2)
            {
                samples += stratum.Samples;
                count++;
            }
        }

        return count == 0 ? double.PositiveInfinity : samples / (double)count;
    }

    // Samples on the average: what costs nothing is always taken, and nothing waits for ever.
    private double Samples(in Stratum stratum, int at, double scale, double fewest)
        => stratum.Eligible == 0 ? 0
            : _costs[at] < Free ? stratum.Eligible
            : Math.Clamp(scale * _weights[at], stratum.Unsampled >= LongestWait ? 1 : fewest, stratum.Eligible);

    private static int Draw(in Stratum stratum, double samples, IRandomSource random)
    {
        var whole = (int)samples;
        return Math.Min(stratum.Eligible, whole + (random.Below(1 << 20) < (samples - whole) * (1 << 20) ? 1 : 0));
    }

    private double Scale(ReadOnlySpan<Stratum> strata, double clears, double fewest)
    {
        var (low, high) = (0.0, 0.0);
        for (var i = 0; i < strata.Length; i++)
        {
            high = Math.Max(high, strata[i].Eligible / Math.Max(_weights[i], 1e-300));
        }

        for (var round = 0; round < Rounds; round++)
        {
            // Weights differ by many orders of magnitude: halve the exponent.
            var middle = low == 0 ? high / (1 << 20) : Math.Sqrt(low * high);
            var cost = 0.0;
            for (var i = 0; i < strata.Length; i++)
            {
                cost += _costs[i] * Samples(strata[i], i, middle, fewest);
            }

            (low, high) = cost <= clears ? (middle, high) : (low, middle);
        }

        return low;
    }
}
