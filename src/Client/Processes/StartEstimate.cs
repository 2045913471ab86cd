using Damon.Model.Monitoring;

namespace Damon.Client.Processes;

/// <summary>What attributes cost at most, by arithmetic alone: nothing here is measured.</summary>
/// <param name="ChecksASecond">Page checks a second with the kernel's plan: one a region and sampling interval.</param>
/// <param name="BytesAnHour">Bytes of history an hour: <see cref="BytesARegion"/> or <see cref="BytesAnEstimatedRegion"/> a region and aggregation interval.</param>
/// <param name="ChecksASnapshot">Checks of a region between two snapshots: an access rate is one of this many steps.</param>
public readonly record struct StartEstimate(double ChecksASecond, double BytesAnHour, int ChecksASnapshot)
{
    /// <summary>Most that a region takes in a stored snapshot, bytes (docs/api.md).</summary>
    public const int BytesARegion = 6;

    /// <summary>The same with the adaptive plan, whose regions tell their certainty.</summary>
    public const int BytesAnEstimatedRegion = 11;

    /// <summary>Most that a region takes in a stored snapshot of a plan, bytes.</summary>
    public static int BytesOf(SamplingPlan plan) => plan == SamplingPlan.Kernel ? BytesARegion : BytesAnEstimatedRegion;

    /// <summary>The most it can cost: every region in use and, with tuning, the shortest sampling interval.</summary>
    /// <param name="attributes">Valid attributes.</param>
    public static StartEstimate Of(MonitoringAttributes attributes)
    {
        var steps = (double)attributes.AggregationIntervalUs / attributes.SamplingIntervalUs;

        // Tuning changes both intervals together: their ratio stays.
        double samplingUs = attributes.IntervalsGoal?.MinSamplingUs ?? attributes.SamplingIntervalUs;
        return new StartEstimate(
            attributes.MaxRegions * 1e6 / samplingUs,
            BytesOf(attributes.Plan) * attributes.MaxRegions * 3.6e9 / (samplingUs * steps),
            attributes.MaxNrAccesses);
    }
}
