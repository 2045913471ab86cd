namespace Damon.Model.Changes;

/// <summary>How much a series scatters while its level stays.</summary>
internal sealed class ShiftNoise
{
    /// <summary>Widths of the windows that are compared, in buckets: short ones for what is clear, long ones for what is noisy.</summary>
    public static readonly int[] Widths = [3, 6, 12, 24];

    /// <summary>Standard errors by which two windows must differ: one place in some ten thousand does so by chance.</summary>
    private const double Enough = 4.5;

    /// <summary>Where the typical difference of windows is taken: below the middle, so that shifts themselves don't count as noise.</summary>
    private const double Quantile = 0.4;

    /// <summary>This quantile of the absolute value of a standard normal variable.</summary>
    private const double NormalQuantile = 0.5244;

    private readonly double[] _ofWidth;
    private readonly double _sigma;

    private ShiftNoise(double sigma, double[] ofWidth) => (_sigma, _ofWidth) = (sigma, ofWidth);

    /// <summary>
    /// Of a whole series. The noise of one bucket is that of neighbours' differences (von Neumann), or the buckets' own
    /// standard errors where these are larger; a series that goes up and down all the time has much of it. That of windows
    /// is also measured on the series itself: neighbouring buckets may go together.
    /// </summary>
    public static ShiftNoise Of(double[] values, IEnumerable<double> errors)
    {
        var squares = 0.0;
        for (var i = 1; i < values.Length; i++)
        {
            squares += (values[i] - values[i - 1]) * (values[i] - values[i - 1]);
        }

        var neighbours = Math.Sqrt(squares / (2 * (values.Length - 1)));
        var known = errors.Where(static error => !double.IsNaN(error)).ToArray();
        var own = known.Length == 0 ? 0 : Math.Sqrt(known.Sum(static error => error * error) / known.Length);
        return new ShiftNoise(Math.Max(neighbours, own), [.. Widths.Select(width => Typical(values, width))]);
    }

    /// <summary>By how much two windows must differ.</summary>
    /// <param name="width">Index of the width.</param>
    /// <param name="left">Buckets in the left one.</param>
    /// <param name="right">Buckets in the right one.</param>
    public double Threshold(int width, int left, int right)
        => Enough * Math.Max(_sigma * Math.Sqrt((1.0 / left) + (1.0 / right)), _ofWidth[width]);

    private static double Typical(double[] values, int width)
    {
        var differences = new List<double>();
        for (var at = width; at + width <= values.Length; at++)
        {
            differences.Add(Math.Abs(ShiftSearch.Mean(values.AsSpan(at, width)) - ShiftSearch.Mean(values.AsSpan(at - width, width))));
        }

        // Of a few places nothing is typical.
        if (differences.Count < 3 * width)
        {
            return 0;
        }

        differences.Sort();
        return differences[(int)(Quantile * differences.Count)] / NormalQuantile;
    }
}
