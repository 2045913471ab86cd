namespace Damon.Sampler.Monitoring;

/// <summary>Time for the loop.</summary>
internal interface IMonitoringClock
{
    /// <summary>Time that never steps, nanoseconds from some moment.</summary>
    long NowNs { get; }

    /// <summary>Time of day, Unix microseconds.</summary>
    long UnixUs { get; }

    /// <summary>CPU time the calling thread has used, nanoseconds.</summary>
    long CpuNs => 0;

    /// <summary>Waits until <see cref="NowNs"/> is <paramref name="deadlineNs"/>. False when <see cref="Wake"/> ended the wait.</summary>
    bool WaitUntil(long deadlineNs);

    /// <summary>Ends the wait that goes on, or the next one. From any thread.</summary>
    void Wake();
}
