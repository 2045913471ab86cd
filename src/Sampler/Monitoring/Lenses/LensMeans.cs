namespace Damon.Sampler.Monitoring.Lenses;

/// <summary>What there is to spend, as it is now.</summary>
/// <param name="SamplerPercent">Of the sampler, % of a core; infinite for no bound.</param>
/// <param name="TargetPercent">Of the target, % of a core; infinite for no bound.</param>
/// <param name="AccessNs">What the target loses by accessing a page that was made old, nanoseconds.</param>
internal readonly record struct LensMeans(double SamplerPercent, double TargetPercent, double AccessNs);
