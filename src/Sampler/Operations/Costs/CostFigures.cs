namespace Damon.Sampler.Operations.Costs;

/// <summary>What the rounds of a measurement found, microseconds: one figure a round, as it came.</summary>
internal sealed class CostFigures
{
    /// <summary>Numbers of neighbouring pages that are advised together.</summary>
    public static readonly int[] RunPages = [1, 16, 64, 512];

    /// <summary>CPU time of the adviser for each page, for each of <see cref="RunPages"/>.</summary>
    public List<double>[] PageUs { get; } = Array.ConvertAll(RunPages, _ => new List<double>());

    /// <summary>What one advice takes from a busy thread.</summary>
    public List<double> FlushUs { get; } = [];

    /// <summary>What the first access to a page after its clear takes.</summary>
    public List<double> ReaccessUs { get; } = [];

    /// <summary>CPU time of one wake-up.</summary>
    public List<double> WakeUs { get; } = [];

    /// <summary>CPU time for each present page when the whole process is made old at once; empty where that is not allowed.</summary>
    public List<double> SweepUs { get; } = [];

    /// <summary>Rounds of the step that was measured least often beside the busy thread.</summary>
    public int Fewest => PageUs.Append(FlushUs).Append(ReaccessUs).Min(rounds => rounds.Count);
}
