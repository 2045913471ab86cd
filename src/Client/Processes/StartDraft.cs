using Damon.Contracts.Json;
using Damon.Contracts.Monitoring;
using Damon.Contracts.Rest;

namespace Damon.Client.Processes;

/// <summary>What a user has set before starting a session; null leaves the default to the server.</summary>
public sealed record StartDraft
{
    /// <summary>Sampling interval, milliseconds.</summary>
    public double? SamplingMs { get; init; }

    /// <summary>Aggregation interval, milliseconds.</summary>
    public double? AggregationMs { get; init; }

    /// <summary>Update interval, seconds.</summary>
    public double? UpdateS { get; init; }

    /// <summary>Lower bound of the number of regions.</summary>
    public int? MinRegions { get; init; }

    /// <summary>Upper bound of the number of regions.</summary>
    public int? MaxRegions { get; init; }

    /// <summary>Operations wanted.</summary>
    public OperationsKind Operations { get; init; }

    /// <summary>Children become targets.</summary>
    public bool FollowChildren { get; init; }

    /// <summary>The request that starts a session on a process.</summary>
    public CreateSessionRequest Request(ProcessResource process) => new()
    {
        Operations = Operations == OperationsKind.Auto ? null : System.Text.Json.JsonSerializer.SerializeToElement(Operations, ContractJson.Options).GetString(),
        Targets = [new TargetRequest(process.Pid, process.StartTime)],
        FollowChildren = FollowChildren,
        Attributes = new AttributesRequest
        {
            SamplingIntervalUs = Us(SamplingMs, 1_000),
            AggregationIntervalUs = Us(AggregationMs, 1_000),
            UpdateIntervalUs = Us(UpdateS, 1_000_000),
            MinRegions = MinRegions,
            MaxRegions = MaxRegions,
        },
    };

    private static long? Us(double? value, double unit) => value is { } number ? (long)Math.Round(Math.Clamp(number * unit, -1e15, 1e15)) : null;
}
