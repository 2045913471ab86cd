namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>What a session costs now.</summary>
/// <param name="SamplerPercent">The sampler's CPU time, % of a core.</param>
/// <param name="TargetPercent">What its targets are thought to lose, % of their CPU time.</param>
/// <param name="ClearsPerSecond">Advices a second.</param>
/// <param name="ChecksPerSecond">Looks at pages a second.</param>
/// <param name="CycleS">Time until every page followed one by one has been made old once more, seconds; null where none are.</param>
/// <param name="LimitedBy">How something limits the picture, as a sentence; null when nothing does.</param>
public sealed record CostReport(double SamplerPercent, double TargetPercent, double ClearsPerSecond, double ChecksPerSecond, double? CycleS, string? LimitedBy);
