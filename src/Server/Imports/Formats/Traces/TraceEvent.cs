namespace Damon.Server.Imports.Formats.Traces;

/// <summary>The kernel's trace events of DAMON.</summary>
internal enum TraceEvent
{
    /// <summary>Another one, or none.</summary>
    None,

    /// <summary><c>damon_aggregated</c>: a region at the end of an aggregation interval.</summary>
    Aggregated,

    /// <summary><c>damos_before_apply</c>: a region that a scheme is about to be applied to; the others are not told.</summary>
    BeforeApply,

    /// <summary><c>damon_monitor_intervals_tune</c>: a new sampling interval.</summary>
    IntervalsTuned,
}
