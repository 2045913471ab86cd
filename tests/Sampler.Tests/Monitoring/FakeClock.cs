using Damon.Sampler.Monitoring;

namespace Damon.Sampler.Tests.Monitoring;

/// <summary>A clock that is at the deadline as soon as somebody waits for it.</summary>
internal sealed class FakeClock : IMonitoringClock
{
    private bool _woken;

    public long NowNs { get; set; } = 1_000_000_000;

    public long UnixUs => NowNs / 1_000;

    public List<long> Deadlines { get; } = [];

    /// <summary>Called at every deadline with its number, from 1.</summary>
    public Action<int> Reached { get; set; } = static _ => { };

    public bool WaitUntil(long deadlineNs)
    {
        if (_woken)
        {
            _woken = false;
            return false;
        }

        NowNs = Math.Max(NowNs, deadlineNs);
        Deadlines.Add(deadlineNs);
        Reached(Deadlines.Count);
        return true;
    }

    public void Wake() => _woken = true;
}
