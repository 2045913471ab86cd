using System.Globalization;

namespace Damon.Model.Monitoring;

/// <summary>
/// What attributes are accepted: the kernel's -EINVAL rules (<c>damon_set_attrs</c>) and the bounds of this program.
/// One place, asked by the server before it forwards a request and by the sampler before it starts.
/// </summary>
public static class AttributeRules
{
    /// <summary>Fewest regions the kernel's virtual address operations can work with (one an area).</summary>
    public const int FewestRegions = 3;

    /// <summary>Most regions one session may ask for.</summary>
    public const int MostRegions = 60_000;

    /// <summary>Shortest sampling interval, microseconds: below it a tick's own work does not fit.</summary>
    public const long ShortestSamplingIntervalUs = 500;

    /// <summary>Longest interval of any kind, microseconds (one day).</summary>
    public const long LongestIntervalUs = 86_400_000_000;

    /// <summary>Longest time that a process's memory lock may be held, milliseconds.</summary>
    public const double LongestLockMs = 1_000;

    /// <summary>All faults of <paramref name="attributes"/>; empty when they are accepted.</summary>
    public static IReadOnlyList<FieldError> Validate(MonitoringAttributes attributes)
    {
        var errors = new List<FieldError>();
        Check(attributes.SamplingIntervalUs >= ShortestSamplingIntervalUs, "samplingIntervalUs",
            $"The sampling interval is {attributes.SamplingIntervalUs} us; give at least {ShortestSamplingIntervalUs}.");
        Check(attributes.AggregationIntervalUs >= attributes.SamplingIntervalUs, "aggregationIntervalUs",
            $"The aggregation interval is {attributes.AggregationIntervalUs} us, shorter than the sampling interval; give at least {attributes.SamplingIntervalUs}.");
        Check(attributes.AggregationIntervalUs <= LongestIntervalUs, "aggregationIntervalUs",
            $"The aggregation interval is {attributes.AggregationIntervalUs} us; give at most {LongestIntervalUs} (one day).");
        Check(attributes.UpdateIntervalUs >= attributes.SamplingIntervalUs, "updateIntervalUs",
            $"The update interval is {attributes.UpdateIntervalUs} us, shorter than the sampling interval; give at least {attributes.SamplingIntervalUs}.");
        Check(attributes.UpdateIntervalUs <= LongestIntervalUs, "updateIntervalUs",
            $"The update interval is {attributes.UpdateIntervalUs} us; give at most {LongestIntervalUs} (one day).");
        Check(attributes.MinRegions >= FewestRegions, "minRegions",
            $"The lower bound is {attributes.MinRegions} regions; give at least {FewestRegions}, one for each area.");
        Check(attributes.MaxRegions >= attributes.MinRegions, "maxRegions",
            $"The upper bound is {attributes.MaxRegions} regions, below the lower bound; give at least {attributes.MinRegions}.");
        Check(attributes.MaxRegions <= MostRegions, "maxRegions",
            $"The upper bound is {attributes.MaxRegions} regions; give at most {MostRegions}.");
        Check(attributes.Budget.SamplerPercent is >= 0 and <= 100, "budget.samplerPercent",
            $"The sampler's budget is {Number(attributes.Budget.SamplerPercent)} % of a core; give 0 (no bound) to 100.");
        Check(attributes.Budget.TargetPercent is >= 0 and <= 100, "budget.targetPercent",
            $"The targets' budget is {Number(attributes.Budget.TargetPercent)} % of their CPU time; give 0 (no bound) to 100.");
        Check(attributes.MaxLockMs is >= 0 and <= LongestLockMs, "maxLockMs",
            $"A sweep may hold a process's memory lock for {Number(attributes.MaxLockMs)} ms; give 0 (no sweeps) to {Number(LongestLockMs)}.");
        if (attributes.IntervalsGoal is { } goal)
        {
            Check(goal.AccessBp is >= 1 and <= 10_000, "intervalsGoal.accessBp",
                $"The wanted share is {goal.AccessBp}; give 1 to 10000 (in 1/10,000).");
            Check(goal.Aggregations >= 1, "intervalsGoal.aggregations",
                $"Tuning every {goal.Aggregations} aggregations; give at least 1.");
            Check(goal.MinSamplingUs >= ShortestSamplingIntervalUs, "intervalsGoal.minSamplingUs",
                $"The smallest sampling interval is {goal.MinSamplingUs} us; give at least {ShortestSamplingIntervalUs}.");
            Check(goal.MaxSamplingUs >= goal.MinSamplingUs, "intervalsGoal.maxSamplingUs",
                $"The largest sampling interval is {goal.MaxSamplingUs} us, below the smallest; give at least {goal.MinSamplingUs}.");
            Check(goal.MaxSamplingUs <= LongestIntervalUs, "intervalsGoal.maxSamplingUs",
                $"The largest sampling interval is {goal.MaxSamplingUs} us; give at most {LongestIntervalUs} (one day).");
        }

        return errors;

        static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);

        void Check(bool fine, string field, string message)
        {
            if (!fine)
            {
                errors.Add(new FieldError(field, message));
            }
        }
    }
}
