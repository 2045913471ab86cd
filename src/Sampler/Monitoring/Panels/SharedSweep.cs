using System.Globalization;
using Damon.Model.Addresses;
using Damon.Model.Idle;
using Damon.Sampler.Monitoring.Budgets;
using Damon.Sampler.Monitoring.Sights;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// Sees the memory that a process shares with others, for its panel: all of it is made old at once, now and then, and the
/// translations of it are flushed.
/// </summary>
/// <param name="pages">The process.</param>
/// <param name="panel">Its panel.</param>
/// <param name="leave">Is told of ranges that are about to be made old, and when: who follows other pages of them must not miss what was accessed until then.</param>
internal sealed class SharedSweep(IPageOperations pages, Panel panel, Action<IEnumerable<AddressRange>, long> leave)
{
    private const double NsPerUs = 1e3;
    private const double NsPerMs = 1e6;
    private const long NsPerSecond = 1_000_000_000;

    /// <summary>What can't be done is tried again after such a time.</summary>
    private const long RetryNs = 60 * NsPerSecond;

    /// <summary>How long a piece of memory is looked for by which to flush.</summary>
    private const long FlushNs = 2 * NsPerSecond;

    /// <summary>A process that ran for less of the time has accessed next to nothing through what was left in the processors.</summary>
    private const double Little = 0.01;

    private readonly ISweepOperations? _operations = pages.Sweeps;
    private readonly Smoothed _pageNs = new(0.3);
    private readonly List<AddressRange> _private = [];
    private SweepKind _kind;
    private long _present;
    private long _armedNs;
    private int _looked;
    private long _flushUntilNs;
    private long _cpuNs;

    /// <summary>Why shared memory is unknown, and what would help, as a sentence; null where it is known, or there is none.</summary>
    public string? Obstacle { get; private set; }

    /// <summary>Whether sweeps are needed and can be done.</summary>
    public bool IsNeeded => _kind != SweepKind.None && Obstacle is null;

    /// <summary>When the next one is due, nanoseconds.</summary>
    public long DueNs { get; private set; }

    /// <summary>The sampler's CPU time of one, nanoseconds, as far as is known.</summary>
    public double CostNs { get; private set; }

    /// <summary>Finds out, where the next would be due, whether sweeps are needed and whether the lock may be held for so long.</summary>
    public void Consider(long nowNs, StepCosts costs, double maxLockMs)
    {
        if (_operations is null || nowNs < DueNs)
        {
            return;
        }

        Obstacle = null;
        _kind = SweepNeed.Of(panel.All);
        if (_kind == SweepKind.None)
        {
            return;
        }

        _present = _operations.PresentPages(_kind);
        CostNs = _present * (_pageNs.Value > 0 ? _pageNs.Value : costs.SweepUsPerPage * NsPerUs);
        var lockMs = CostNs / NsPerMs;
        if (lockMs > maxLockMs)
        {
            Refuse(nowNs, string.Create(CultureInfo.InvariantCulture,
                $"What a process shares with others is unknown: clearing it would hold that process's memory lock for about {Math.Ceiling(lockMs):0} ms, and maxLockMs is {maxLockMs:0.#}. Set it to {Math.Ceiling(lockMs * 1.2):0} to see it."));
        }
    }

    /// <summary>Whether a look is due that tells of one more age: all pages were made old at one moment, and looks come no nearer to it by chance.</summary>
    public bool IsLookDue(long nowNs)
    {
        if (_armedNs == 0 || _flushUntilNs != 0 || _looked >= IdleScale.AgesS.Count || nowNs + PanelAges.ToleranceNs < _armedNs + PanelAges.AgeNs(_looked))
        {
            return false;
        }

        _looked++;
        return true;
    }

    /// <summary>Sweeps.</summary>
    /// <param name="clock">Tells the time and what was spent.</param>
    /// <param name="sweepNs">Time until the next one, as the sampler's budget has it, nanoseconds.</param>
    /// <returns>CPU time of the sampler, nanoseconds, and how many pages the process will access anew.</returns>
    public (long CpuNs, double Accessed) Sweep(IMonitoringClock clock, Func<long, double, long> sweepNs)
    {
        var now = clock.NowNs;
        panel.LookAtAll(now);
        leave(panel.All.Areas.Where(area => area.IsOf(_kind)).Select(static area => area.Range), now);
        var accessed = SweepNeed.Accessed(panel.All, _kind);
        var before = clock.CpuNs;
        var fault = _operations!.Clear(_kind);
        var cpu = clock.CpuNs - before;
        if (fault is not null)
        {
            Refuse(now, fault);
            return (cpu, 0);
        }

        _pageNs.Add(cpu / (double)Math.Max(1, _present));
        CostNs = cpu;
        var next = sweepNs(cpu, accessed);
        DueNs = now + next;
        panel.Sweeps.Swept(_kind, now, next, panel.CycleNs);
        (_flushUntilNs, _cpuNs) = (now + FlushNs, pages.TargetCpuNs);
        (_armedNs, _looked) = (now, 0);
        Flush(now);
        return (cpu, accessed);
    }

    /// <summary>Flushes what the last sweep has left in the processors, where that has not succeeded yet.</summary>
    public void Flush(long nowNs)
    {
        if (_flushUntilNs == 0)
        {
            return;
        }

        _private.Clear();
        _private.AddRange(panel.All.Areas.Where(static area => area is { IsShared: false, File: 0 }).Select(static area => area.Range));
        if (_operations!.TryFindFlush(_private, out var range))
        {
            panel.LookAt(range, nowNs);
            leave([range], nowNs);
            if (_operations.Flush(range))
            {
                (_flushUntilNs, _armedNs) = (0, nowNs);
                panel.Sweeps.Flushed(nowNs);
                return;
            }
        }

        if (nowNs >= _flushUntilNs && pages.TargetCpuNs - _cpuNs < Little * (nowNs - _flushUntilNs + FlushNs))
        {
            _flushUntilNs = 0;
        }
        else if (nowNs >= _flushUntilNs)
        {
            Refuse(nowNs, "What a process shares with others is unknown at the moment: it was cleared, but the process accesses too little memory of its own to have the processors' translations flushed.");
        }
    }

    private void Refuse(long nowNs, string sentence)
    {
        Obstacle = sentence;
        (_flushUntilNs, _armedNs) = (0, 0);
        DueNs = nowNs + RetryNs;
        panel.Sweeps.End();
    }
}
