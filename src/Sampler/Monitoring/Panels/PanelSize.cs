using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Monitoring.Panels;

/// <summary>
/// How many pages the panel of a target should have. What the accounts can pay for changes by the second; pages that come
/// and go with it would tell nothing, because it takes a cycle until something is known of them.
/// </summary>
internal sealed class PanelSize
{
    private readonly Smoothed _logarithm = new(0.03);

    /// <summary>The size that is fit in the long run.</summary>
    /// <param name="wanted">Pages that could be paid for now, above 0.</param>
    public double Fit(double wanted)
    {
        _logarithm.Add(Math.Log(wanted));
        return Math.Exp(_logarithm.Value);
    }
}
