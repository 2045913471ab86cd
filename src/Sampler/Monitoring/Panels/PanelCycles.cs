namespace Damon.Sampler.Monitoring.Panels;

/// <summary>Time after which pages are made old anew.</summary>
/// <param name="Ns">By advice, one by one, nanoseconds.</param>
/// <param name="SweepNs">By sweeps, all at once, nanoseconds.</param>
internal readonly record struct PanelCycles(long Ns, long SweepNs)
{
    /// <summary>That of one page.</summary>
    public long Of(in PanelUnit unit) => unit.IsSwept ? SweepNs : Ns;
}
