using System.Globalization;
using Damon.Model.Monitoring;

namespace Damon.Client.Processes;

/// <summary>What is wrong with a draft, said at its fields: judged by <see cref="AttributeRules"/>, worded in the units of the page.</summary>
public static class StartFaults
{
    private const string ADay = "at most one day (86400000 ms)";

    /// <summary>Messages by field, in the spelling of the request's attributes; empty when a session can be started.</summary>
    public static IReadOnlyDictionary<string, string> Of(StartDraft draft)
    {
        var faults = new Dictionary<string, string>();
        CheckNumber("samplingIntervalUs", draft.SamplingMs);
        CheckNumber("aggregationIntervalUs", draft.AggregationMs);
        CheckNumber("updateIntervalUs", draft.UpdateS);
        CheckWhole("minRegions", draft.MinRegions);
        CheckWhole("maxRegions", draft.MaxRegions);
        if (draft.Plan == SamplingPlan.Adaptive)
        {
            CheckNumber("budget.samplerPercent", draft.SamplerPercent);
            CheckNumber("budget.targetPercent", draft.TargetPercent);
        }

        if (draft.Tune)
        {
            CheckNumber("intervalsGoal.accessBp", draft.AccessPercent);
            CheckWhole("intervalsGoal.aggregations", draft.TuneEvery);
            CheckNumber("intervalsGoal.minSamplingUs", draft.LeastSamplingMs);
            CheckNumber("intervalsGoal.maxSamplingUs", draft.MostSamplingMs);
        }

        var attributes = draft.Attributes;
        foreach (var error in AttributeRules.Validate(attributes))
        {
            faults.TryAdd(error.Field, Words(error, attributes));
        }

        return faults;

        void CheckNumber(string field, double? value)
        {
            if (value is { } number && !double.IsFinite(number))
            {
                faults[field] = "Give a number, or leave it empty for the default.";
            }
        }

        void CheckWhole(string field, double? value)
        {
            CheckNumber(field, value);
            if (value is { } number && double.IsFinite(number) && number != Math.Floor(number))
            {
                faults[field] = "Give a whole number.";
            }
        }
    }

    private static string Words(FieldError error, MonitoringAttributes attributes)
    {
        var goal = attributes.IntervalsGoal ?? new IntervalsGoal();
        return error.Field switch
        {
            "samplingIntervalUs" or "intervalsGoal.minSamplingUs" => $"Give at least {Ms(AttributeRules.ShortestSamplingIntervalUs)} ms.",
            "aggregationIntervalUs" when attributes.AggregationIntervalUs < attributes.SamplingIntervalUs
                => $"Give at least the sampling interval, {Ms(attributes.SamplingIntervalUs)} ms.",
            "updateIntervalUs" when attributes.UpdateIntervalUs < attributes.SamplingIntervalUs
                => $"Give at least the sampling interval, {Ms(attributes.SamplingIntervalUs / 1e3)} s.",
            "updateIntervalUs" => "Give at most one day (86400 s).",
            "aggregationIntervalUs" => $"Give {ADay}.",
            "minRegions" => $"Give at least {AttributeRules.FewestRegions}, one for each area of the address space.",
            "maxRegions" when attributes.MaxRegions < attributes.MinRegions => $"Give at least the fewest regions, {attributes.MinRegions}.",
            "maxRegions" => $"Give at most {AttributeRules.MostRegions}.",
            "budget.samplerPercent" or "budget.targetPercent" => "Give 0 (no bound) to 100 %.",
            "intervalsGoal.accessBp" => "Give 0.01 to 100 %.",
            "intervalsGoal.aggregations" => "Give at least 1.",
            "intervalsGoal.maxSamplingUs" when goal.MaxSamplingUs < goal.MinSamplingUs => $"Give at least the shortest, {Ms(goal.MinSamplingUs)} ms.",
            "intervalsGoal.maxSamplingUs" => $"Give {ADay}.",
            _ => error.Message,
        };
    }

    private static string Ms(double us) => (us / 1e3).ToString("0.######", CultureInfo.InvariantCulture);
}
