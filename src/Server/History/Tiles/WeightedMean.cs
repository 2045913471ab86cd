namespace Damon.Server.History.Tiles;

/// <summary>A mean of numbers that are sometimes not known.</summary>
internal sealed class WeightedMean
{
    private double _sum;
    private double _weight;

    /// <summary>The mean; null when nothing was known.</summary>
    public long? Rounded => _weight > 0 ? (long)Math.Round(_sum / _weight) : null;

    /// <summary>Adds a number; one that is not known changes nothing.</summary>
    public void Add(long? number, double weight)
    {
        if (number is { } known)
        {
            _sum += known * weight;
            _weight += weight;
        }
    }
}
