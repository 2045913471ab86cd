using System.Globalization;
using Damon.Contracts.Monitoring;
using Damon.Sampler.Monitoring.Budgets;

namespace Damon.Sampler.Operations.Costs;

/// <summary>Makes a host's costs of what was measured: medians, where they can be believed.</summary>
internal static class CostSummary
{
    /// <summary>Fewest rounds a figure is taken from.</summary>
    public const int FewestRounds = 7;

    /// <summary>No single step takes longer on any machine that is worth monitoring, microseconds.</summary>
    private const double MostUs = 10_000;

    /// <summary>A page among 64 neighbours, whose figure has a member of its own.</summary>
    private const int UsualRun = 64;

    /// <summary>The costs, or careful ones with the reason.</summary>
    /// <param name="figures">What the rounds found.</param>
    /// <param name="at">When that was.</param>
    public static SamplerCost Of(CostFigures figures, DateTimeOffset at)
    {
        (string Name, List<double> Rounds)[] all =
        [
            .. CostFigures.RunPages.Select((pages, i) => ($"an advice of {pages} page(s)", figures.PageUs[i])),
            ("a flush", figures.FlushUs),
            ("a first access", figures.ReaccessUs),
            ("a wake-up", figures.WakeUs),
        ];
        foreach (var (name, rounds) in all)
        {
            if (rounds.Count < FewestRounds)
            {
                return Careful($"The processors were too busy to measure the costs ({rounds.Count} of {FewestRounds} rounds for {name}): careful defaults are used. Measure again when the host is quieter.");
            }

            if (Median(rounds) is var median and (not > 0 or > MostUs))
            {
                return Careful(string.Create(CultureInfo.InvariantCulture,
                    $"The costs were measured, but {name} of {median:0.###} us can't be true: careful defaults are used. Measure again when the host is quieter."));
            }
        }

        RunCost[] runs = [.. CostFigures.RunPages.Select((pages, i) => new RunCost(pages, Rounded(Median(figures.PageUs[i]))))];
        return new SamplerCost
        {
            AdviceUs = runs[0].UsPerPage,
            AdviceUsPerPageInRuns = runs.First(run => run.Pages == UsualRun).UsPerPage,
            FlushUs = Rounded(Median(figures.FlushUs)),
            ReaccessUs = Rounded(Median(figures.ReaccessUs)),
            WakeUs = Rounded(Median(figures.WakeUs)),

            // The highest: the first finds most pages accessed, as in a process that is busy.
            SweepUsPerPage = figures.SweepUs.Count == 0 ? StepCosts.CarefulSweepUsPerPage : Rounded(figures.SweepUs.Max()),
            Runs = runs,
            MeasuredAt = at,
        };
    }

    /// <summary>Costs where they could not be measured: rather too high, so that rather too little is done.</summary>
    /// <param name="reason">Why not, as a sentence.</param>
    public static SamplerCost Careful(string reason) => new()
    {
        AdviceUs = StepCosts.Careful.AdviceUs,
        AdviceUsPerPageInRuns = 5,
        FlushUs = StepCosts.Careful.FlushUs,
        ReaccessUs = StepCosts.Careful.ReaccessUs,
        WakeUs = 20,
        SweepUsPerPage = StepCosts.CarefulSweepUsPerPage,
        Runs = [new(1, StepCosts.Careful.AdviceUs), new(16, 10), new(UsualRun, 5), new(512, 3)],
        Remark = reason,
    };

    /// <summary>What the core plans by.</summary>
    /// <param name="cost">The host's costs; null when they are not known yet.</param>
    public static StepCosts Steps(SamplerCost? cost)
        => cost is null ? StepCosts.Careful : new StepCosts(
            cost.AdviceUs, cost.FlushUs, cost.ReaccessUs, cost.SweepUsPerPage > 0 ? cost.SweepUsPerPage : StepCosts.CarefulSweepUsPerPage);

    /// <summary>The middle one, or the mean of the two in the middle; NaN of nothing.</summary>
    public static double Median(IReadOnlyCollection<double> rounds)
    {
        double[] sorted = [.. rounds.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Nanoseconds are enough.</summary>
    private static double Rounded(double us) => Math.Max(0.001, Math.Round(us, 3));
}
