namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// Something that is done once a period, by one who comes only at the ends of intervals: at the end that is nearest to when
/// it is due. So it is late as often as early, and its times keep to the clock, whatever the interval's length.
/// </summary>
/// <param name="periodNs">The period, nanoseconds.</param>
internal sealed class Beat(long periodNs)
{
    private long _dueNs;

    /// <summary>Whether it is to be done now; then it is due again a period later.</summary>
    /// <param name="nowNs">Now, the end of an interval.</param>
    /// <param name="intervalNs">When the next end comes, nanoseconds from now.</param>
    public bool IsDue(long nowNs, double intervalNs)
    {
        if (_dueNs != 0 && nowNs + (intervalNs / 2) < _dueNs)
        {
            return false;
        }

        // What was missed is not made up for.
        _dueNs = _dueNs != 0 && _dueNs + periodNs > nowNs ? _dueNs + periodNs : nowNs + periodNs;
        return true;
    }
}
