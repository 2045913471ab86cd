using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>What single steps of monitoring cost on a sampler's host, microseconds.</summary>
[MessagePackObject]
public sealed record SamplerCost
{
    /// <summary>The sampler's CPU time for an advice of one page, its LRU drain and flush included.</summary>
    [Key(0)] public double AdviceUs { get; init; }

    /// <summary>The sampler's CPU time for each page of an advice of 64 neighbouring pages.</summary>
    [Key(1)] public double AdviceUsPerPageInRuns { get; init; }

    /// <summary>What an advice takes from a target that runs meanwhile: the flush.</summary>
    [Key(2)] public double FlushUs { get; init; }

    /// <summary>What the first access to a page after its clear takes from the target.</summary>
    [Key(3)] public double ReaccessUs { get; init; }

    /// <summary>The sampler's CPU time for one wake-up.</summary>
    [Key(4)] public double WakeUs { get; init; }

    /// <summary>The sampler's CPU time for each page of an advice, by the number of neighbouring pages in it.</summary>
    [Key(5)] public RunCost[] Runs { get; init; } = [];

    /// <summary>When it was measured; null when these are careful defaults.</summary>
    [Key(6)] public DateTimeOffset? MeasuredAt { get; init; }

    /// <summary>
    /// Why it could not be measured, as a sentence; null when it was. With <see cref="MeasuredAt"/>: why it could not be
    /// measured again, so that these are the costs of then.
    /// </summary>
    [Key(7)] public string? Remark { get; init; }

    /// <summary>The sampler's CPU time for each present page when all memory of a process is made old at once; the process's memory lock is held meanwhile.</summary>
    [Key(8)] public double SweepUsPerPage { get; init; }
}
