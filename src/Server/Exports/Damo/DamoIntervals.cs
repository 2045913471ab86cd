using System.Text.Json;
using Damon.Model.Monitoring;
using Damon.Server.History;

namespace Damon.Server.Exports.Damo;

/// <summary>
/// The intervals of a record. damo takes those of its head for all snapshots, unless the head has a goal by which intervals
/// are tuned: then a snapshot's aggregation interval is its own sampling interval times what the head's two are of each other.
/// </summary>
internal sealed class DamoIntervals
{
    private readonly MonitoringAttributes _attributes;
    private readonly IntervalsGoal? _goal;

    private DamoIntervals(MonitoringAttributes attributes, IntervalsGoal? goal) => (_attributes, _goal) = (attributes, goal);

    /// <summary>
    /// Those of one target's record: the session's newest, with its goal. Where they were changed by hand the goal is one
    /// that wants nothing, between the smallest and the largest sampling interval there was.
    /// </summary>
    public static DamoIntervals Of(ExportScope scope, int target, IHistoryReader history)
    {
        var attributes = scope.Session.Attributes;
        if (attributes.IntervalsGoal is { } goal)
        {
            return new DamoIntervals(attributes, goal);
        }

        var (least, most) = (attributes.SamplingIntervalUs, attributes.SamplingIntervalUs);
        var isChanged = false;
        foreach (var figures in history.Figures(scope.Key, target, scope.Time).Where(IsKnown))
        {
            (least, most) = (Math.Min(least, figures.SamplingUs), Math.Max(most, figures.SamplingUs));
            isChanged |= figures.SamplingUs != attributes.SamplingIntervalUs || figures.MaxNrAccesses != attributes.MaxNrAccesses;
        }

        return new DamoIntervals(attributes, isChanged ? new IntervalsGoal { AccessBp = 0, Aggregations = 1, MinSamplingUs = least, MaxSamplingUs = most } : null);
    }

    /// <summary>Writes the head's member.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("intervals");
        json.WriteNumber("sample_us", _attributes.SamplingIntervalUs);
        json.WriteNumber("aggr_us", _attributes.AggregationIntervalUs);
        json.WriteNumber("ops_update_us", _attributes.UpdateIntervalUs);
        if (_goal is { } goal)
        {
            json.WriteStartObject("intervals_goal");
            json.WriteNumber("access_bp", goal.AccessBp);
            json.WriteNumber("aggrs", goal.Aggregations);
            json.WriteNumber("min_sample_us", goal.MinSamplingUs);
            json.WriteNumber("max_sample_us", goal.MaxSamplingUs);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>
    /// A snapshot's sampling interval, microseconds, null where it is not known; where it had another number of samples than
    /// the head says, the one by which damo finds its aggregation interval.
    /// </summary>
    public long? SamplingUs(SnapshotFigures snapshot)
    {
        if (!IsKnown(snapshot))
        {
            return null;
        }

        return snapshot.MaxNrAccesses == _attributes.MaxNrAccesses || _attributes.MaxNrAccesses == 0
            ? snapshot.SamplingUs
            : (long)Math.Round(snapshot.SamplingUs * (double)snapshot.MaxNrAccesses / _attributes.MaxNrAccesses);
    }

    /// <summary>damo divides by it.</summary>
    private static bool IsKnown(SnapshotFigures snapshot) => snapshot is { SamplingUs: > 0, MaxNrAccesses: > 0 };
}
