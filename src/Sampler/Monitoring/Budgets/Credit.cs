namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>
/// An account of time: what may be spent comes in steadily, what was spent goes out, and the balance is made good over the
/// next intervals. So a bound is kept on the average, whatever single intervals take.
/// </summary>
/// <param name="balanceNs">What may be spent ahead at the start, nanoseconds.</param>
internal sealed class Credit(double balanceNs)
{
    /// <summary>Intervals over which a balance is made good.</summary>
    private const double Horizon = 8;

    /// <summary>How much less may be owed than saved: a burst of the host's must not blind the sampler for long.</summary>
    private const double Forgiveness = 6;

    private double _balanceNs = balanceNs;

    /// <summary>An interval has passed.</summary>
    /// <param name="earnedNs">What it brought.</param>
    /// <param name="spentNs">What it took.</param>
    /// <param name="mostNs">Bound of the balance, what was saved long ago is forgotten; of what was overspent, a sixth of it.</param>
    public void Settle(double earnedNs, double spentNs, double mostNs)
        => _balanceNs = Math.Clamp(_balanceNs + earnedNs - spentNs, -mostNs / Forgiveness, mostNs);

    /// <summary>What the next interval may spend when it brings as much as the last, nanoseconds; may be negative.</summary>
    public double Allow(double earnedNs) => earnedNs + (_balanceNs / Horizon);
}
