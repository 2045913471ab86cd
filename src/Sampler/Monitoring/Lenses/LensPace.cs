using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>
/// How fast a lens may go: half of both budgets is its own, and regions and panel have the other half. What the target
/// loses is counted when pages are found accessed again; until then a part of those made old is expected to be.
/// </summary>
internal sealed class LensPace
{
    /// <summary>Shortest time between the beginnings of two sweeps, and between two looks.</summary>
    private const double ShortestNs = 1e9;

    private const double LongestNs = 600e9;

    /// <summary>Part of both budgets that a lens may take.</summary>
    private const double Part = 0.5;

    /// <summary>Part of that for looks: the rest is for clears.</summary>
    private const double PartForLooks = 0.4;

    /// <summary>Seconds of the budget that may be spent ahead.</summary>
    private const double Ahead = 3;

    /// <summary>Seconds of the budget that are made good, at most: the host's bursts must not blind the lens for long.</summary>
    private const double Behind = 20;

    /// <summary>CPU time to make one page of a run old, before any was seen.</summary>
    private const double FirstPageNs = 300;

    /// <summary>Part of the pages made old that is accessed again at once, before any was seen.</summary>
    private const double FirstShare = 0.5;

    /// <summary>Pages made old from which on those accessed again tell a share.</summary>
    private const int Enough = 256;

    private const double LeastPercent = 0.001;
    private const double Whole = 100;
    private const double NsPerSecond = 1e9;

    private readonly Smoothed _lookNs = new(0.2);
    private readonly Smoothed _pageNs = new(0.2);
    private readonly Smoothed _share = new(0.3);
    private double _samplerRate = double.PositiveInfinity;
    private double _targetRate = double.PositiveInfinity;
    private double _samplerNs;
    private double _targetNs;
    private double _expectedNs;
    private double _accessNs;
    private double _sweepCpuNs;
    private double _sweepLossNs;
    private double _lastSweepNs;
    private long _earnedNs;
    private long _begunNs;
    private int _cleared;
    private bool _hasShare;

    public LensPace()
    {
        _pageNs.Start(FirstPageNs);
        _share.Start(FirstShare);
    }

    /// <summary>Time between two looks, nanoseconds.</summary>
    public double LookEveryNs => Math.Max(ShortestNs, _lookNs.Value / (PartForLooks * _samplerRate));

    /// <summary>Time between the beginnings of two sweeps as the running one has it so far, nanoseconds.</summary>
    public double SweepNs
    {
        get
        {
            var rate = Math.Max(_samplerRate * (1 - PartForLooks), _samplerRate - (_lookNs.Value / LookEveryNs));
            return Math.Clamp(Math.Max(_sweepCpuNs / rate, _sweepLossNs / _targetRate), ShortestNs, LongestNs);
        }
    }

    /// <summary>The same as it is to be told: of a sweep that is not through yet, what the last one took.</summary>
    public double ToldSweepNs(bool isSweeping) => isSweeping ? Math.Max(_lastSweepNs, SweepNs) : SweepNs;

    /// <summary>Pages that may be made old now.</summary>
    public int Clears
    {
        get
        {
            var loss = _share.Value * _accessNs;
            var bySampler = _samplerNs / Math.Max(1, _pageNs.Value);
            var byTarget = _targetNs - _expectedNs <= 0 ? 0 : loss <= 0 ? double.PositiveInfinity : (_targetNs - _expectedNs) / loss;
            return (int)Math.Clamp(Math.Min(bySampler, byTarget), 0, int.MaxValue);
        }
    }

    /// <summary>Time has passed.</summary>
    public void Earn(long nowNs, LensMeans means)
    {
        _samplerRate = Part * Math.Max(LeastPercent, means.SamplerPercent) / Whole;
        _targetRate = Part * Math.Max(LeastPercent, means.TargetPercent) / Whole;
        _accessNs = means.AccessNs;
        var (mostOfSampler, mostOfTarget) = (Ahead * NsPerSecond * _samplerRate, Ahead * NsPerSecond * _targetRate);
        if (_earnedNs == 0)
        {
            (_samplerNs, _targetNs) = (mostOfSampler, mostOfTarget);
        }
        else
        {
            _samplerNs = Balance(_samplerNs, _samplerRate, mostOfSampler, nowNs - _earnedNs);
            _targetNs = Balance(_targetNs, _targetRate, mostOfTarget, nowNs - _earnedNs);
        }

        _earnedNs = nowNs;
    }

    /// <summary>All pages were looked at.</summary>
    /// <param name="found">Pages accessed since they had been made old.</param>
    /// <param name="cpuNs">What it took.</param>
    public void Looked(int found, long cpuNs)
    {
        _lookNs.Add(cpuNs);
        _samplerNs -= cpuNs;
        Lose(found * _accessNs);
        _expectedNs = 0;
        if (_cleared >= Enough)
        {
            // The first sight of it counts in full.
            var share = Math.Min(1, found / (double)_cleared);
            if (_hasShare)
            {
                _share.Add(share);
            }
            else
            {
                _share.Start(share);
            }

            _hasShare = true;
        }

        _cleared = 0;
    }

    /// <summary>Pages were made old.</summary>
    /// <param name="pages">How many.</param>
    /// <param name="cpuNs">What it took.</param>
    /// <param name="flushNs">What the target has lost by that already.</param>
    public void Cleared(int pages, long cpuNs, double flushNs)
    {
        _samplerNs -= cpuNs;
        _sweepCpuNs += cpuNs;
        Lose(flushNs);
        if (pages > 0)
        {
            _pageNs.Add(cpuNs / (double)pages);
            _expectedNs += pages * _share.Value * _accessNs;
            _cleared += pages;
        }
    }

    /// <summary>The first sweep is planned by how many pages have been accessed.</summary>
    public void Plan(int accessed)
        => (_sweepCpuNs, _sweepLossNs) = (accessed * _pageNs.Value, accessed * _share.Value * _accessNs);

    /// <summary>Whether the next sweep may begin, when none is under way.</summary>
    public bool IsSweepDue(long nowNs) => _begunNs == 0 || nowNs - _begunNs >= SweepNs;

    /// <summary>A sweep begins.</summary>
    public void BeginSweep(long nowNs)
    {
        // Where there is too little to spend, it has taken longer than any is planned for.
        _lastSweepNs = _begunNs == 0 ? SweepNs : Math.Max(SweepNs, nowNs - _begunNs);
        (_sweepCpuNs, _sweepLossNs, _begunNs) = (0, 0, nowNs);
    }

    private static double Balance(double ns, double rate, double mostNs, long elapsedNs)
        => double.IsPositiveInfinity(rate) ? rate
            : Math.Clamp(double.IsPositiveInfinity(ns) ? mostNs : ns + (rate * elapsedNs), -mostNs * Behind / Ahead, mostNs);

    private void Lose(double ns)
    {
        _targetNs -= ns;
        _sweepLossNs += ns;
    }
}
