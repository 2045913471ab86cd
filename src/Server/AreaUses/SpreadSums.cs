using Damon.Contracts.Rest.Areas;

namespace Damon.Server.AreaUses;

/// <summary>Mean, lowest and highest of values that come one by one.</summary>
internal sealed class SpreadSums
{
    private double _sum;
    private double _weight;
    private double _low = double.PositiveInfinity;
    private double _high = double.NegativeInfinity;

    /// <summary>How many values were added.</summary>
    public long Count { get; private set; }

    /// <summary>What they are; null when there was none.</summary>
    public Spread? Spread => Count == 0 ? null : new Spread(Math.Round(_sum / _weight, 4), Math.Round(_low, 4), Math.Round(_high, 4));

    /// <summary>Adds a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="weight">What it counts in the mean, above 0.</param>
    /// <param name="count">How many values it is the mean of.</param>
    public void Add(double value, double weight, long count = 1)
    {
        Count += count;
        _sum += value * weight;
        _weight += weight;
        _low = Math.Min(_low, value);
        _high = Math.Max(_high, value);
    }
}
