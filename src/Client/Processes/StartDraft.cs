using System.Text.Json;
using Damon.Contracts;
using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;
using Damon.Model.Monitoring;

namespace Damon.Client.Processes;

/// <summary>What a user has set before starting a session; null leaves the default to the server, NaN is no number.</summary>
public sealed record StartDraft
{
    private static readonly MonitoringAttributes Defaults = new();

    /// <summary>Name of the session; the target's name when empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Sampling interval, milliseconds.</summary>
    public double? SamplingMs { get; init; }

    /// <summary>Aggregation interval, milliseconds.</summary>
    public double? AggregationMs { get; init; }

    /// <summary>Update interval, seconds.</summary>
    public double? UpdateS { get; init; }

    /// <summary>Lower bound of the number of regions.</summary>
    public double? MinRegions { get; init; }

    /// <summary>Upper bound of the number of regions.</summary>
    public double? MaxRegions { get; init; }

    /// <summary>Lets the intervals be tuned.</summary>
    public bool Tune { get; init; }

    /// <summary>Wanted share of observed accesses, percent.</summary>
    public double? AccessPercent { get; init; }

    /// <summary>Aggregation intervals between two tunings.</summary>
    public double? TuneEvery { get; init; }

    /// <summary>Smallest sampling interval that tuning may choose, milliseconds.</summary>
    public double? LeastSamplingMs { get; init; }

    /// <summary>Largest sampling interval that tuning may choose, milliseconds.</summary>
    public double? MostSamplingMs { get; init; }

    /// <summary>Operations wanted.</summary>
    public OperationsKind Operations { get; init; }

    /// <summary>Children become targets.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>Which pages are sampled, and how often.</summary>
    public SamplingPlan Plan { get; init; } = Defaults.Plan;

    /// <summary>What the sampler may spend, percent of one core; 0 for no bound.</summary>
    public double? SamplerPercent { get; init; }

    /// <summary>What the target may lose, percent of its CPU time; 0 for no bound.</summary>
    public double? TargetPercent { get; init; }

    /// <summary>The attributes a session would begin with.</summary>
    public MonitoringAttributes Attributes => Asked.Over(Defaults);

    // What the kernel's plan does not know is not asked for.
    private AttributesRequest Asked => new()
    {
        SamplingIntervalUs = Us(SamplingMs, 1_000),
        AggregationIntervalUs = Us(AggregationMs, 1_000),
        UpdateIntervalUs = Us(UpdateS, 1_000_000),
        MinRegions = Whole(MinRegions),
        MaxRegions = Whole(MaxRegions),
        IntervalsGoal = Goal is { } goal ? IntervalsGoalMessage.Of(goal) : null,
        Plan = Plan == Defaults.Plan ? null : Plan,
        Budget = Plan == SamplingPlan.Adaptive && (Number(SamplerPercent) ?? Number(TargetPercent)) is not null
            ? new BudgetRequest { SamplerPercent = Number(SamplerPercent), TargetPercent = Number(TargetPercent) }
            : null,
    };

    private IntervalsGoal? Goal
    {
        get
        {
            var usual = new IntervalsGoal();
            return !Tune ? null : new IntervalsGoal
            {
                AccessBp = (int?)Us(AccessPercent, 100) ?? usual.AccessBp,
                Aggregations = Whole(TuneEvery) ?? usual.Aggregations,
                MinSamplingUs = Us(LeastSamplingMs, 1_000) ?? usual.MinSamplingUs,
                MaxSamplingUs = Us(MostSamplingMs, 1_000) ?? usual.MaxSamplingUs,
            };
        }
    }

    /// <summary>What of it is of use for another process: everything but the name and what was no number.</summary>
    public StartDraft ForAnother() => this with
    {
        Name = "",
        SamplingMs = Number(SamplingMs),
        AggregationMs = Number(AggregationMs),
        UpdateS = Number(UpdateS),
        MinRegions = Number(MinRegions),
        MaxRegions = Number(MaxRegions),
        AccessPercent = Number(AccessPercent),
        TuneEvery = Number(TuneEvery),
        LeastSamplingMs = Number(LeastSamplingMs),
        MostSamplingMs = Number(MostSamplingMs),
        SamplerPercent = Number(SamplerPercent),
        TargetPercent = Number(TargetPercent),
    };

    /// <summary>The request that starts a session.</summary>
    /// <param name="target">The process, or the group of processes.</param>
    public CreateSessionRequest Request(TargetRequest target) => new()
    {
        Name = Name.Trim() is { Length: > 0 } name ? name : null,
        Operations = Operations == OperationsKind.Auto ? null : JsonSerializer.SerializeToElement(Operations, ContractJson.Options).GetString(),
        Targets = [target],
        FollowChildren = FollowChildren,
        Attributes = Asked,
    };

    private static long? Us(double? value, double unit) => Number(value) is { } number ? (long)Math.Round(Math.Clamp(number * unit, -1e15, 1e15)) : null;

    private static int? Whole(double? value) => Number(value) is { } number ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : null;

    private static double? Number(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
