namespace Damon.Server.Imports.Formats.Json;

/// <summary>The members of a record file that are read; all others are skipped.</summary>
internal enum JsonField
{
    None,
    KdamondIdx,
    ContextIdx,
    TargetId,
    Intervals,
    Snapshots,
    SampleUs,
    AggrUs,
    OpsUpdateUs,
    IntervalsGoal,
    AccessBp,
    Aggrs,
    MinSampleUs,
    MaxSampleUs,
    StartTime,
    EndTime,
    SampleIntervalUs,
    Regions,
    Start,
    End,
    NrAccesses,
    Age,
    Samples,
    Percent,
    Usec,
    AggrIntervals,
}
