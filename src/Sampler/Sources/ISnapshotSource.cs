using Damon.Model.Monitoring;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Sources;

/// <summary>
/// Produces the snapshots of one session by itself, however it does so, and tells them and all else to the
/// <see cref="IMonitoringSink"/> it was created with: one call at a time, and none after
/// <see cref="IMonitoringSink.Ended"/>. Targets are numbered from 0 in the order they were given. From any thread.
/// </summary>
internal interface ISnapshotSource : IDisposable
{
    /// <summary>CPU time that sampling has taken so far, nanoseconds; as new as the last snapshot.</summary>
    long CpuNs { get; }

    /// <summary>What it costs now; null when that is not known.</summary>
    CostReport? Cost => null;

    /// <summary>Follows a range page by page; null where this source can't.</summary>
    ILenses? Lenses => null;

    /// <summary>CPU time was spent for the session elsewhere: it counts against its budget.</summary>
    /// <param name="cpuNs">Nanoseconds.</param>
    void Charge(long cpuNs)
    {
    }

    /// <summary>Replaces the targets; not while running.</summary>
    /// <param name="processes">At least one.</param>
    /// <param name="leavesOut">Whether one that can't be monitored is left out, and has no number; none is without this.</param>
    /// <returns>Busy when it runs.</returns>
    /// <exception cref="OperationsException">One can't be monitored and is not left out; then there are no targets.</exception>
    MonitoringResult SetTargets(IReadOnlyList<ProcessIdentity> processes, Func<ProcessIdentity, OperationsException, bool>? leavesOut = null);

    /// <summary>Sets the attributes, also while running; all or none take effect.</summary>
    /// <param name="attributes">The new attributes.</param>
    /// <param name="errors">What is wrong with them.</param>
    /// <returns>InvalidArgument when something is.</returns>
    MonitoringResult SetAttributes(MonitoringAttributes attributes, out IReadOnlyList<FieldError> errors);

    /// <summary>Starts, and goes on until <see cref="Stop"/> or until every target is gone.</summary>
    /// <param name="waits">Whether it waits for more targets instead when every one is gone.</param>
    /// <returns>Busy when it runs already, InvalidArgument without targets.</returns>
    MonitoringResult Start(bool waits = false);

    /// <summary>Asks for the end and returns when the last snapshot has been told.</summary>
    /// <returns>NotRunning when it does not run.</returns>
    MonitoringResult Stop();

    /// <summary>Has one more process monitored; the sink is told its number, or why not.</summary>
    /// <returns>NotRunning when it does not run.</returns>
    MonitoringResult AddTarget(ProcessIdentity process);
}
