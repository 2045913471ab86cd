using Damon.Model.Monitoring;

namespace Damon.Model.WorkingSets;

/// <summary>
/// Working set of one snapshot as the bytes touched within its aggregation interval: the sum of each region's size times
/// the share of it that was accessed. The regions are sampled apart from each other, so that their errors add up as squares.
/// </summary>
public struct TouchedSize
{
    private double _bytes;
    private double _squares;

    /// <summary>The size so far with its standard error.</summary>
    public readonly WorkingSetFigure Figure => new((long)Math.Round(_bytes), (long)Math.Round(Math.Sqrt(_squares)));

    /// <summary>Adds a region.</summary>
    /// <param name="size">Its bytes.</param>
    /// <param name="touched">Share of it that was accessed, 0 .. 1; null when it was not sampled in this interval.</param>
    /// <param name="error">Standard error of that, 0 .. 1; null when not known.</param>
    /// <param name="rate">
    /// How often its samples were found accessed. A region that was not sampled counts by that: at least so much of it is
    /// touched. One of which nothing is known adds nothing.
    /// </param>
    public void Add(ulong size, double? touched, double? error, AccessRate rate)
    {
        _bytes += size * (touched ?? (rate.IsUnknown ? 0 : rate.AccessedShare / rate.ObservedShare));
        var deviation = size * (error ?? 0);
        _squares += deviation * deviation;
    }
}
