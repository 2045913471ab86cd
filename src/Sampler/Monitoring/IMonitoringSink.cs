using Damon.Sampler.Monitoring.Panels;

namespace Damon.Sampler.Monitoring;

/// <summary>Receives what monitoring finds, on the monitoring thread: be quick.</summary>
internal interface IMonitoringSink
{
    /// <summary>An aggregation interval of one target has ended.</summary>
    void Publish(in SnapshotView snapshot);

    /// <summary>How long a target's memory has not been accessed; not every source knows.</summary>
    void Publish(IdleView idle)
    {
    }

    /// <summary>A target has been added while running.</summary>
    void TargetAdded(int target, ProcessIdentity process);

    /// <summary>A target asked for while running could not be opened.</summary>
    void TargetRefused(ProcessIdentity process, string reason);

    /// <summary>The areas of a target can't be told this time (too few mappings); what is known of it stays.</summary>
    void TargetSkipped(int target);

    /// <summary>From now on a target's regions are told, or no longer are; they are until this says otherwise.</summary>
    void TargetRegions(int target, bool hasRegions)
    {
    }

    /// <summary>A target is no longer sampled.</summary>
    void TargetEnded(int target, string reason);

    /// <summary>Monitoring has ended; nothing comes after this.</summary>
    void Ended(MonitoringEnd end);
}
