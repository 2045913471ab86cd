namespace Damon.Sampler.Monitoring.Adaptive;

/// <summary>The running aggregation interval. One follows the other without a step, unless it came too late.</summary>
internal sealed class AggregationInterval(IMonitoringClock clock)
{
    /// <summary>Its beginning, Unix microseconds.</summary>
    public long StartUs { get; private set; }

    /// <summary>Its beginning, by the clock.</summary>
    public long StartNs { get; private set; }

    /// <summary>Its end, by the clock; 0 when the next one follows none.</summary>
    public long EndNs { get; private set; }

    /// <summary>Ticks that went by before it began.</summary>
    public int MissedTicks { get; private set; }

    /// <summary>Begins the next one.</summary>
    /// <param name="lengthNs">Its length.</param>
    /// <param name="tickNs">A tick of it.</param>
    public void Begin(long lengthNs, long tickNs)
    {
        var now = clock.NowNs;
        var missed = EndNs == 0 ? 0 : Math.Max(0, now - EndNs) / tickNs;
        StartNs = EndNs == 0 || missed > 0 ? now : EndNs;
        (StartUs, EndNs, MissedTicks) = (clock.UnixUs, StartNs + lengthNs, (int)Math.Min(int.MaxValue, missed));
    }

    /// <summary>Gives the running one up: the next begins when it is begun.</summary>
    public void Abandon() => EndNs = 0;
}
