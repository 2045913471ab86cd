namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>
/// Decides how many pages of each stratum are samples of the next interval: where error times size is largest, as far as
/// the clears go. Decided before the pages are looked at one by one, and by their number only, so that no page is left out
/// for what it would have told.
/// </summary>
internal sealed class SampleChoice
{
    /// <summary>Explorers that are made old, for every sample.</summary>
    public const double ExplorersPerSample = 0.5;

    private const int Rounds = 24;

    private double[] _weights = [];
    private double[] _costs = [];
    private int _next;

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
    public void Choose(Span<Stratum> strata, double clears)
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

        if (Wanted <= clears)
        {
            Take(strata, double.PositiveInfinity);
        }
        else if (least <= clears)
        {
            Take(strata, Scale(strata, clears));
        }
        else
        {
            TakeInTurn(strata, clears);
        }

        SamplesOfAccessed = Accessed(strata);
    }

    // A clear for the sample itself where it is young, its part of an explorer's, and one more where it is accessed before its sampling interval.
    private static double Cost(in Stratum stratum)
        => stratum.Eligible == 0 ? 0 : ((1 + ExplorersPerSample) * stratum.Young / stratum.Eligible) + (stratum.Young == 0 && stratum.PastTouched + stratum.Last.Touched <= 0 ? 0 : stratum.PastShare);

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

    private int Samples(in Stratum stratum, int at, double scale)
        => stratum.Eligible == 0 ? 0 : (int)Math.Clamp(scale * _weights[at], 1, stratum.Eligible);

    private void Take(Span<Stratum> strata, double scale)
    {
        for (var i = 0; i < strata.Length; i++)
        {
            strata[i].Samples = Samples(strata[i], i, scale);
        }
    }

    private double Scale(ReadOnlySpan<Stratum> strata, double clears)
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
                cost += _costs[i] * Samples(strata[i], i, middle);
            }

            (low, high) = cost <= clears ? (middle, high) : (low, middle);
        }

        return low;
    }

    // One sample each, as far as it goes; the next interval goes on where this one stops.
    private void TakeInTurn(Span<Stratum> strata, double clears)
    {
        var start = strata.Length == 0 ? 0 : _next % strata.Length;
        var stopped = false;
        for (var i = 0; i < strata.Length; i++)
        {
            var at = (start + i) % strata.Length;
            ref var stratum = ref strata[at];
            stratum.Samples = 0;
            if (stratum.Eligible == 0)
            {
                continue;
            }

            if (_costs[at] < 0.01)
            {
                stratum.Samples = stratum.Eligible;
                continue;
            }

            if (stopped || clears < _costs[at])
            {
                _next = stopped ? _next : at;
                stopped = true;
                continue;
            }

            stratum.Samples = 1;
            clears -= _costs[at];
        }
    }
}
