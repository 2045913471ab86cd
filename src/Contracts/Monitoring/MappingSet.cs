using MessagePack;

namespace Damon.Contracts.Monitoring;

/// <summary>The mappings of one target from a moment on, until the next set.</summary>
[MessagePackObject]
public sealed record MappingSet
{
    /// <summary>Index of the target in its session, from 0.</summary>
    [Key(0)] public int Target { get; init; }

    /// <summary>When they were read, Unix microseconds.</summary>
    [Key(1)] public long AtUs { get; init; }

    /// <summary>The mappings in address order.</summary>
    [Key(2)] public Mapping[] Mappings { get; init; } = [];
}
