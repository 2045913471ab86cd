using Damon.Model.Monitoring;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>The attributes of a session that was imported: as told, else as the snapshots let one conclude.</summary>
internal static class ImportedAttributes
{
    // Wanted shares below are how our own exports say that intervals were changed by hand: nothing was tuned.
    private const int LeastShare = 1;

    /// <summary>The first record that tells intervals speaks for all; null when none does.</summary>
    public static RecordIntervals? Told(IReadOnlyList<RecordSummary> records)
        => records.Select(record => record.Head?.Intervals).FirstOrDefault(static intervals => intervals is { SamplingUs: > 0, AggregationUs: > 0 });

    /// <summary>The attributes.</summary>
    public static MonitoringAttributes Of(IReadOnlyList<RecordSummary> records)
    {
        var attributes = new MonitoringAttributes { Plan = SamplingPlan.Kernel };
        if (Told(records) is { } told)
        {
            return attributes with
            {
                SamplingIntervalUs = told.SamplingUs,
                AggregationIntervalUs = told.AggregationUs,
                UpdateIntervalUs = told.UpdateUs > 0 ? told.UpdateUs : Math.Max(attributes.UpdateIntervalUs, told.AggregationUs),
                IntervalsGoal = told.Goal is { AccessBp: >= LeastShare } goal ? goal : null,
            };
        }

        var measured = records.First(static record => record.Snapshots > 0);
        var lengthUs = Math.Min(AttributeRules.LongestIntervalUs, measured.MeanLengthUs);
        return attributes with
        {
            SamplingIntervalUs = Math.Max(1, lengthUs / Math.Max(1, measured.MostAccesses)),
            AggregationIntervalUs = lengthUs,
            UpdateIntervalUs = Math.Max(attributes.UpdateIntervalUs, lengthUs),
        };
    }
}
