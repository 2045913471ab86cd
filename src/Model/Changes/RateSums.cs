namespace Damon.Model.Changes;

/// <summary>Sums the access rates of single snapshots into one bucket.</summary>
public struct RateSums
{
    private double _weight;
    private double _sum;
    private double _squares;
    private int _count;

    /// <summary>Adds one snapshot.</summary>
    /// <param name="accessed">Accessed bytes: bytes times the share of all samples that found them accessed.</param>
    /// <param name="observed">Observed bytes: bytes times the share of all samples that were observed; a snapshot without any says nothing.</param>
    public void Add(double accessed, double observed)
    {
        if (observed <= 0)
        {
            return;
        }

        var rate = accessed / observed;
        _weight += observed;
        _sum += observed * rate;
        _squares += observed * rate * rate;
        _count++;
    }

    /// <summary>The mean, weighted by what was observed, and the standard error that the snapshots' scatter gives it.</summary>
    public readonly RateBucket Bucket
    {
        get
        {
            if (_count == 0)
            {
                return RateBucket.Unknown;
            }

            var mean = _sum / _weight;
            var variance = Math.Max(0, (_squares / _weight) - (mean * mean));
            return new RateBucket(mean, _count < 2 ? double.NaN : Math.Sqrt(variance / (_count - 1)));
        }
    }
}
