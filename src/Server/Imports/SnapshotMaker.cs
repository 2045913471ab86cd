using Damon.Contracts.Monitoring;
using Damon.Server.Imports.Formats;

namespace Damon.Server.Imports;

/// <summary>Makes our snapshots of a record's, in order; the second of two walks through a file.</summary>
/// <param name="record">What the first one has found.</param>
/// <param name="target">Index of the target that the record becomes.</param>
internal sealed class SnapshotMaker(RecordSummary record, int target)
{
    private const long NanosecondsPerMicrosecond = 1_000;

    private readonly AccessScales _scales = new(record.Head?.Intervals, record.MostAccesses);
    private long _seq;
    private long? _lastEndNs;

    /// <summary>The snapshot; null for the one that damo adds.</summary>
    public Snapshot? Make(RecordedSnapshot told)
    {
        if (told.IsFalse)
        {
            return null;
        }

        // A file that is out of order was refused by the first walk; regions out of order were sorted there.
        RegionChecks.Check(told);
        var startUs = (told.StartNs ?? _lastEndNs ?? record.FirstStartNs) / NanosecondsPerMicrosecond;
        var endUs = told.EndNs / NanosecondsPerMicrosecond;
        _lastEndNs = told.EndNs;
        var scale = _scales.Of(told, endUs - startUs);
        var regions = new RegionSample[told.Regions.Count];
        var unknown = new int[regions.Length];
        var since = new long[regions.Length];
        var (hasUnknown, hasSince) = (false, regions.Length > 0);
        var aggregationUs = record.Head?.Intervals is { AggregationUs: > 0 } intervals ? intervals.AggregationUs : record.MeanLengthUs;
        for (var i = 0; i < regions.Length; i++)
        {
            var region = told.Regions[i];
            regions[i] = new RegionSample(region.Start!.Value, region.End!.Value, scale.CountOf(region), AgeOf(region, aggregationUs));
            unknown[i] = scale.UnknownOf(region);
            hasUnknown |= unknown[i] > 0;
            since[i] = startUs - Math.Clamp(region.AgeUs ?? 0, 0, long.MaxValue / 4);
            hasSince &= region.AgeUs is not null;
        }

        return new Snapshot
        {
            Target = target,
            Seq = _seq++,
            StartUs = startUs,
            EndUs = endUs,
            MaxNrAccesses = scale.Most,
            SamplingIntervalUs = scale.SamplingUs,
            Regions = regions,
            Unknown = hasUnknown ? unknown : null,
            SinceUs = hasSince ? since : null,
        };
    }

    // Longer than an int can hold is as old as can be.
    private static int AgeOf(in RecordedRegion region, long aggregationUs)
        => (int)Math.Clamp(region.Age ?? ((region.AgeUs ?? 0) / aggregationUs), 0, int.MaxValue);
}
