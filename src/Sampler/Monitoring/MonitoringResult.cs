namespace Damon.Sampler.Monitoring;

/// <summary>How a call of the monitoring interface ended; the kernel's error in brackets.</summary>
internal enum MonitoringResult
{
    /// <summary>Done.</summary>
    Ok,

    /// <summary>It runs already (EBUSY).</summary>
    Busy,

    /// <summary>It does not run (EPERM of <c>damon_stop</c>).</summary>
    NotRunning,

    /// <summary>A value is out of bounds (EINVAL).</summary>
    InvalidArgument,
}
