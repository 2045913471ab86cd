using Damon.Model.Monitoring;

namespace Damon.Server.Imports.Formats;

/// <summary>Intervals as a record tells them, microseconds; 0 where it does not.</summary>
internal sealed record RecordIntervals
{
    /// <summary>Between two access checks.</summary>
    public long SamplingUs { get; set; }

    /// <summary>Between two snapshots.</summary>
    public long AggregationUs { get; set; }

    /// <summary>Between two looks at the mappings.</summary>
    public long UpdateUs { get; set; }

    /// <summary>Goal of their tuning; null without one.</summary>
    public IntervalsGoal? Goal { get; set; }
}
