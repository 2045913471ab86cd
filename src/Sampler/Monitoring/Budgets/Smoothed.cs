namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>A mean in which the newest value counts for a fixed part.</summary>
/// <param name="part">Part of the newest value, 0 .. 1.</param>
internal sealed class Smoothed(double part)
{
    private double _weight;
    private double _sum;

    /// <summary>The mean; 0 before the first value.</summary>
    public double Value => _weight <= 0 ? 0 : _sum / _weight;

    /// <summary>Begins anew with a value.</summary>
    public void Start(double value) => (_sum, _weight) = (value, 1);

    /// <summary>Takes the next value.</summary>
    public void Add(double value)
    {
        _sum += part * (value - _sum);
        _weight += part * (1 - _weight);
    }
}
