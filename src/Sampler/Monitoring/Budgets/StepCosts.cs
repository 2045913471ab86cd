namespace Damon.Sampler.Monitoring.Budgets;

/// <summary>What single steps cost on this host, microseconds.</summary>
/// <param name="AdviceUs">CPU time of the sampler to make one page old.</param>
/// <param name="FlushUs">What that takes from a target that runs meanwhile.</param>
/// <param name="ReaccessUs">What the next access to the page takes from the target.</param>
/// <param name="SweepUsPerPage">CPU time of the sampler for each present page when a whole process is made old.</param>
public sealed record StepCosts(double AdviceUs, double FlushUs, double ReaccessUs, double SweepUsPerPage = StepCosts.CarefulSweepUsPerPage)
{
    /// <summary>Costs where none could be measured: those of a busy virtual machine, so that rather too little is done.</summary>
    public static StepCosts Careful { get; } = new(60, 60, 10);

    /// <summary>40 ms a GiB.</summary>
    public const double CarefulSweepUsPerPage = 0.15;
}
