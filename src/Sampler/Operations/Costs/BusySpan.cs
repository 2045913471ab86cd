namespace Damon.Sampler.Operations.Costs;

/// <summary>What a busy thread did in a time in which it had its processor to itself.</summary>
/// <param name="Ns">The time, nanoseconds.</param>
/// <param name="Iterations">Its rounds in it.</param>
internal readonly record struct BusySpan(long Ns, long Iterations)
{
    /// <summary>What it lost to each of some disturbances, microseconds: the time less what the same work takes without them.</summary>
    /// <param name="undisturbed">The same work, right beside.</param>
    /// <param name="disturbances">How many there were.</param>
    public double LossUs(BusySpan undisturbed, int disturbances)
        => (Ns - (Iterations * (double)undisturbed.Ns / undisturbed.Iterations)) / disturbances / 1_000;
}
