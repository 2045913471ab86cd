namespace Damon.Model.Changes;

/// <summary>Sums the access rates of single snapshots into one bucket.</summary>
public struct RateSums
{
    private double _weight;
    private double _sum;
    private double _squares;
    private double _variances;
    private int _count;

    /// <summary>Adds one snapshot.</summary>
    /// <param name="accessed">Accessed bytes: bytes times the share that was accessed.</param>
    /// <param name="observed">Observed bytes; a snapshot without any says nothing.</param>
    /// <param name="variance">Square of the standard error of the accessed bytes; 0 where it is not known.</param>
    public void Add(double accessed, double observed, double variance = 0)
    {
        if (observed <= 0)
        {
            return;
        }

        var rate = accessed / observed;
        _weight += observed;
        _sum += observed * rate;
        _squares += observed * rate * rate;
        _variances += variance / observed;
        _count++;
    }

    /// <summary>
    /// The mean, weighted by what was observed. Its standard error is the one that the snapshots' scatter gives it, or the
    /// root mean square of their own where that is larger: snapshots look mostly at the same pages, so that a mean is not
    /// surer than one of them.
    /// </summary>
    public readonly RateBucket Bucket
    {
        get
        {
            if (_count == 0)
            {
                return RateBucket.Unknown;
            }

            var mean = _sum / _weight;
            var own = _variances / _weight;
            var scatter = _count < 2 ? 0 : Math.Max(0, (_squares / _weight) - (mean * mean)) / (_count - 1);
            return new RateBucket(mean, _count < 2 && own <= 0 ? double.NaN : Math.Sqrt(Math.Max(own, scatter)));
        }
    }
}
