using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>What a session costs now: means of the last seconds.</summary>
[MessagePackObject]
public sealed record SessionCost
{
    /// <summary>The sampler's CPU time, in % of one core.</summary>
    [Key(0)] public double SamplerPercent { get; init; }

    /// <summary>What the targets are estimated to lose, in % of their own CPU time, from what was done and the host's measured costs.</summary>
    [Key(1)] public double TargetPercent { get; init; }

    /// <summary>Pages made old a second.</summary>
    [Key(2)] public double ClearsPerSecond { get; init; }

    /// <summary>Accessed bits read a second.</summary>
    [Key(3)] public double ChecksPerSecond { get; init; }

    /// <summary>Seconds until every page followed has been armed once more; null where none are followed one by one.</summary>
    [Key(4)] public double? CycleSeconds { get; init; }

    /// <summary>How something limits the picture, as a sentence; null when nothing does.</summary>
    [Key(5)] public string? LimitedBy { get; init; }
}
