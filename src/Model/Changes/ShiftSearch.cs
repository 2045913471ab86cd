namespace Damon.Model.Changes;

/// <summary>Searches a series without gaps for shifts of its level.</summary>
/// <param name="rates">The series.</param>
/// <param name="logs">The same as logarithms.</param>
/// <param name="noise">The noise of these.</param>
internal sealed class ShiftSearch(double[] rates, double[] logs, ShiftNoise noise)
{
    /// <summary>Buckets next to a shift, most of which must be on their side of it: one that stands out is no new level.</summary>
    private const int Lasting = 4;

    /// <summary>The shifts, in order, each with the mean rates near it.</summary>
    public IReadOnlyList<(int At, double Before, double After)> Find()
    {
        var places = new List<int>();
        Split(0, rates.Length, places);
        places.Sort();
        return [.. places.Select((at, i) =>
        {
            var (from, to) = (i == 0 ? 0 : places[i - 1], i == places.Count - 1 ? rates.Length : places[i + 1]);
            (from, to) = (Math.Max(from, at - ShiftNoise.Widths[^1]), Math.Min(to, at + ShiftNoise.Widths[^1]));
            return (at, Mean(rates.AsSpan(from..at)), Mean(rates.AsSpan(at..to)));
        })];
    }

    /// <summary>The mean.</summary>
    public static double Mean(ReadOnlySpan<double> of) => Sums(of).Sum / of.Length;

    /// <summary>The middle one, or the mean of the two in the middle.</summary>
    private static double Median(ReadOnlySpan<double> of)
    {
        Span<double> sorted = of.Length <= 64 ? stackalloc double[of.Length] : new double[of.Length];
        of.CopyTo(sorted);
        sorted.Sort();
        return (sorted[(of.Length - 1) / 2] + sorted[of.Length / 2]) / 2;
    }

    private void Split(int from, int to, List<int> places)
    {
        var (best, strength) = (0, 1.0);
        for (var width = 0; width < ShiftNoise.Widths.Length; width++)
        {
            for (var at = from + RateShifts.Fewest; at <= to - RateShifts.Fewest; at++)
            {
                var (left, right) = (Math.Max(from, at - ShiftNoise.Widths[width]), Math.Min(to, at + ShiftNoise.Widths[width]));
                var difference = Math.Abs(Mean(logs.AsSpan(at..right)) - Mean(logs.AsSpan(left..at)));
                var found = difference / Math.Max(1e-9, noise.Threshold(width, at - left, right - at));
                if (found > strength && Place(left, right) is { } place && place - from >= RateShifts.Fewest && to - place >= RateShifts.Fewest)
                {
                    (best, strength) = (place, found);
                }
            }
        }

        if (best > 0)
        {
            places.Add(best);
            Split(from, best, places);
            Split(best, to, places);
        }
    }

    /// <summary>Where a step fits a window best; null when it is no step: a slope fits better, it is too small, or it does not last.</summary>
    private int? Place(int from, int to)
    {
        var (place, error) = BestStep(logs.AsSpan(from..to));
        if (place == 0 || error >= SlopeError(logs.AsSpan(from..to)))
        {
            return null;
        }

        var left = rates.AsSpan(from, place);
        var right = rates.AsSpan(from + place, to - from - place);
        var (before, after) = (Median(left), Median(right));
        return RateShifts.Matters(before, after)
            && RateShifts.Matters(Mean(left), Mean(right))
            && Lasts(left[Math.Max(0, left.Length - Lasting)..], before, (before + after) / 2)
            && Lasts(right[..Math.Min(right.Length, Lasting)], after, (before + after) / 2)
                ? from + place
                : null;
    }

    private static bool Lasts(ReadOnlySpan<double> side, double level, double middle)
    {
        var there = 0;
        foreach (var value in side)
        {
            there += value > middle == level > middle ? 1 : 0;
        }

        return there >= Math.Min(side.Length, RateShifts.Fewest) && side.Length >= RateShifts.Fewest;
    }

    private static (int Place, double Error) BestStep(ReadOnlySpan<double> window)
    {
        var (sum, squares) = Sums(window);
        var (best, least, left) = (0, double.MaxValue, 0.0);
        for (var at = 1; at < window.Length; at++)
        {
            left += window[at - 1];
            var error = squares - (left * left / at) - ((sum - left) * (sum - left) / (window.Length - at));
            if (at >= RateShifts.Fewest && window.Length - at >= RateShifts.Fewest && error < least)
            {
                (best, least) = (at, error);
            }
        }

        return (best, least);
    }

    // What a straight line leaves over, by least squares.
    private static double SlopeError(ReadOnlySpan<double> window)
    {
        var (sum, squares) = Sums(window);
        var (middle, along, spread) = ((window.Length - 1) / 2.0, 0.0, 0.0);
        for (var i = 0; i < window.Length; i++)
        {
            along += (i - middle) * window[i];
            spread += (i - middle) * (i - middle);
        }

        return squares - (sum * sum / window.Length) - (along * along / spread);
    }

    private static (double Sum, double Squares) Sums(ReadOnlySpan<double> window)
    {
        var (sum, squares) = (0.0, 0.0);
        foreach (var value in window)
        {
            sum += value;
            squares += value * value;
        }

        return (sum, squares);
    }
}
