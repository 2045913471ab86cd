namespace Damon.Model.Monitoring;

/// <summary>Which pages are sampled, and how often.</summary>
public enum SamplingPlan
{
    /// <summary>
    /// As many samples as a budget pays for, where they tell most: several pages a region stay armed and are read for
    /// nothing, and only those that were accessed cost a clear. Over mapped, accessible memory.
    /// </summary>
    Adaptive,

    /// <summary>One page of every region at every sampling interval, over three regions, as mm/damon does. Knows no budget.</summary>
    Kernel,
}
