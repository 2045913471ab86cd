namespace Damon.Benchmarks.Soaking;

/// <summary>One figure over time.</summary>
/// <param name="name">What it is.</param>
/// <param name="unit">Its unit; empty for a number of things.</param>
internal sealed class Series(string name, string unit)
{
    private readonly List<(double Minute, double Value)> _points = [];

    /// <summary>What it is.</summary>
    public string Name => name;

    /// <summary>Its unit; empty for a number of things.</summary>
    public string Unit => unit;

    /// <summary>The points in order.</summary>
    public IReadOnlyList<(double Minute, double Value)> Points => _points;

    /// <summary>The largest value.</summary>
    public double Most => _points.Max(static point => point.Value);

    /// <summary>Adds a point.</summary>
    public void Add(double minute, double value) => _points.Add((minute, value));

    /// <summary>The value at a share of the time, 0 .. 1.</summary>
    public double At(double share) => _points[(int)Math.Round(share * (_points.Count - 1))].Value;

    /// <summary>How much it grows in an hour, by the straight line that fits the last two thirds best: what is built up at the start is over then.</summary>
    public double GrowthPerHour()
    {
        var late = _points.Skip(_points.Count / 3).ToArray();
        var (meanMinute, meanValue) = (late.Average(static point => point.Minute), late.Average(static point => point.Value));
        var spread = late.Sum(point => Math.Pow(point.Minute - meanMinute, 2));
        return spread == 0 ? 0 : 60 * late.Sum(point => (point.Minute - meanMinute) * (point.Value - meanValue)) / spread;
    }
}
