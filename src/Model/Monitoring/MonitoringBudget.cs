namespace Damon.Model.Monitoring;

/// <summary>What monitoring may cost. The adaptive plan keeps it.</summary>
public sealed record MonitoringBudget
{
    /// <summary>The sampler's CPU time for the session, in % of one core; 0 to 100, 0 for no bound.</summary>
    public double SamplerPercent { get; init; } = 1;

    /// <summary>What the targets lose, in % of their own CPU time; 0 to 100, 0 for no bound.</summary>
    public double TargetPercent { get; init; } = 1;
}
