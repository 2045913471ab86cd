using Damon.Model.Monitoring;
using Damon.Model.WorkingSets;

namespace Damon.Model.Binning;

/// <summary>What one region of a snapshot adds to the cells that it overlaps, for each byte of it.</summary>
/// <param name="Value">The value times <paramref name="Weight"/>: a share, or seconds.</param>
/// <param name="Weight">How much is known, 0 .. 1.</param>
public readonly record struct RegionMeasure(double Value, double Weight)
{
    /// <summary>What is told of a region.</summary>
    /// <param name="measure">What cells tell.</param>
    /// <param name="rate">How often it was found accessed.</param>
    /// <param name="touched">Share of it accessed within the interval, 0 .. 1; null when it was not sampled in it: then its rate is touched at least.</param>
    /// <param name="isEstimated">Whether shares are estimated in its snapshot.</param>
    /// <param name="unchangedUs">For how long its rate has been about the same, microseconds.</param>
    public static RegionMeasure Of(CellMeasure measure, AccessRate rate, double? touched, bool isEstimated, double unchangedUs)
    {
        if (measure == CellMeasure.Rate)
        {
            return new RegionMeasure(rate.AccessedShare, rate.ObservedShare);
        }

        if (rate.Percent is not { } percent || (measure == CellMeasure.Touched && !isEstimated))
        {
            return default;
        }

        return measure == CellMeasure.Touched ? new RegionMeasure(touched ?? (percent / 100), 1)
            : touched > 0 || WorkingSetSize.Counts(rate.Accessed) ? new RegionMeasure(0, 1)
            : new RegionMeasure(Math.Max(0, unchangedUs) / 1e6, 1);
    }
}
