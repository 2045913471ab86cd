using System.Diagnostics;
using Damon.Model.Monitoring;
using Damon.Sampler.Interop;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Panels;
using Damon.Sampler.Monitoring.Randomness;
using Damon.Sampler.Monitoring.Regions;
using Damon.Sampler.Operations.PageTable;

namespace Damon.Benchmarks;

/// <summary>Monitors one process with the real core, clock and operations, and keeps its newest snapshot.</summary>
internal sealed class MonitoredRun : IMonitoringSink, IDisposable
{
    private readonly MonotonicClock _clock = new(TimeProvider.System);
    private readonly PageTableOperations _operations = Host.Operations();
    private readonly MonitoringThread _thread;
    private readonly Lock _gate = new();
    private Region[] _regions = [];
    private int _count;

    public MonitoredRun(int pid, MonitoringAttributes attributes, ulong seed = 1)
        : this([pid], attributes, seed)
    {
    }

    public MonitoredRun(IReadOnlyList<int> pids, MonitoringAttributes attributes, ulong seed = 1)
    {
        // Measured before anything is timed.
        _ = Host.Services().Costs();
        _thread = new MonitoringThread(_operations, this, _clock, new Xoshiro256(seed), Host.Services);
        _thread.SetTargets([.. pids.Select(Host.Identity)]);
        if (_thread.SetAttributes(attributes, out var errors) != MonitoringResult.Ok)
        {
            throw new ArgumentException(errors[0].Message, nameof(attributes));
        }

        _thread.Start();
    }

    /// <summary>CPU time of the monitoring thread at the newest snapshot, ns.</summary>
    public long CpuNs { get; private set; }

    /// <summary>Monotonic time of the newest snapshot, ns.</summary>
    public long AtNs { get; private set; }

    /// <summary>Bytes the monitoring thread has allocated until the newest snapshot.</summary>
    public long Allocated { get; private set; }

    /// <summary>What it says that it costs.</summary>
    public CostReport? Cost => _thread.Cost;

    /// <summary>What was last told of idle memory; null before the first time.</summary>
    public IdleView? Idle { get; private set; }

    public int Missed { get; private set; }

    public long Snapshots { get; private set; }

    public int MaxNrAccesses { get; private set; }

    /// <summary>Whether the newest snapshot estimates shares.</summary>
    public bool IsEstimated { get; private set; }

    public string? Ended { get; private set; }

    /// <summary>The newest snapshot's regions.</summary>
    public Region[] Regions
    {
        get
        {
            lock (_gate)
            {
                return _regions[.._count];
            }
        }
    }

    /// <summary>Waits for a number of snapshots from now on.</summary>
    public void Wait(int snapshots)
    {
        var until = Interlocked.Read(ref _published) + snapshots;
        while (Interlocked.Read(ref _published) < until && Ended is null)
        {
            Thread.Sleep(1);
        }

        if (Ended is not null)
        {
            throw new InvalidOperationException(Ended);
        }
    }

    /// <summary>CPU share of one core in % over a time, from snapshot to snapshot.</summary>
    public double CpuPercent(TimeSpan time)
    {
        Wait(1);
        var (cpu, at) = (CpuNs, AtNs);
        Thread.Sleep(time);
        Wait(1);
        return 100.0 * (CpuNs - cpu) / (AtNs - at);
    }

    /// <summary>Called with every snapshot, on the monitoring thread.</summary>
    public Told OnSnapshot { get; set; } = static (in SnapshotView _) => { };

    public delegate void Told(in SnapshotView snapshot);

    public void Publish(in SnapshotView snapshot)
    {
        OnSnapshot(snapshot);
        lock (_gate)
        {
            if (_regions.Length < snapshot.Regions.Length)
            {
                _regions = new Region[snapshot.Regions.Length * 2];
            }

            snapshot.Regions.CopyTo(_regions);
            _count = snapshot.Regions.Length;
        }

        CpuNs = MonotonicClock.ThreadCpuNs;
        AtNs = Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency);
        Allocated = GC.GetAllocatedBytesForCurrentThread();
        Missed += snapshot.MissedTicks;
        MaxNrAccesses = snapshot.MaxNrAccesses;
        IsEstimated = snapshot.IsEstimated;
        Snapshots++;
        Interlocked.Increment(ref _published);
    }

    /// <summary>Called with everything that is told of idle memory, on the monitoring thread.</summary>
    public Action<IdleView> OnIdle { get; set; } = static _ => { };

    public void Publish(IdleView idle)
    {
        Idle = idle;
        OnIdle(idle);
    }

    public void TargetAdded(int target, ProcessIdentity process)
    {
    }

    public void TargetRefused(ProcessIdentity process, string reason) => Ended = reason;

    public void TargetSkipped(int target)
    {
    }

    public void TargetEnded(int target, string reason) => Ended = reason;

    void IMonitoringSink.Ended(MonitoringEnd end) => Ended ??= end.Reason;

    public void Dispose()
    {
        _thread.Stop();
        _operations.Dispose();
        _clock.Dispose();
    }

    private long _published;
}
